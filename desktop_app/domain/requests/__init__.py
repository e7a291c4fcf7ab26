"""Requests: what people ask of a team, and what becomes of it."""
