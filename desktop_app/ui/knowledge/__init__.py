"""Finding and reading articles."""
