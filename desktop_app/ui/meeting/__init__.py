"""What a new laptop shows until it has met the company for the first time."""
