"""Forms: what is asked, which answers count, and what follows from them."""
