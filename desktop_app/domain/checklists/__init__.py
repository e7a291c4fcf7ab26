"""Checklists for those who begin, move or leave."""
