"""Answers without a name: polls, the tickets that let a person answer once, and what was counted."""
