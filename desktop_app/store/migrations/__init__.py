"""How the local tables become newer, by Alembic. Loaded only when a folder is older than the application."""
