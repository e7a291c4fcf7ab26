"""Builds the table of word vectors that searching by meaning ships with. Used by its builder only; see README.md."""
