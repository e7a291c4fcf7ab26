"""Runs the migrations on the connection that `sigap_server.install` hands in."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table="migration", version_table_schema="portal")
with context.begin_transaction():
    context.run_migrations()
