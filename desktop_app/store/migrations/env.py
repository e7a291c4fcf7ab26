"""Runs the migrations on the connection that `upgrade` hands over: everything is one transaction of the opening."""

from __future__ import annotations

from alembic import context

from desktop_app.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
