"""What is shown instead of a laptop that does not open: it has locked itself, or its key cannot be reached."""
