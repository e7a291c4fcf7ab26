"""What a person asked, and what becomes of it."""
