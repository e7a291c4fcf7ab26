"""Checklists: one's own, and those of the people one accompanies."""
