"""The first start on a laptop: the enrolment file, or address, login and password by hand."""
