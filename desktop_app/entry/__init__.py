"""The composition roots: each builds the rooms it needs and passes them in."""
