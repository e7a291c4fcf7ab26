"""Sigap on the laptop: the employee self-service portal."""
