"""Asking: the catalogue of forms, one form page by page, the review before it is sent."""
