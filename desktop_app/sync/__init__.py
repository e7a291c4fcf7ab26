"""Carrying commands to the company's database and its news back. psycopg is imported here only."""
