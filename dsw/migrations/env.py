"""Run by Alembic on the connection the store hands over, inside the store's own transaction."""

from alembic import context

from dsw.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
