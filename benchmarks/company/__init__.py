"""The sync of a whole company, on one machine with what makes the load."""
