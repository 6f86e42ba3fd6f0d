"""The stores that the composition root is tested on."""

from tests.store.conftest import new_database, new_store, postgres_server, store

__all__ = ["new_database", "new_store", "postgres_server", "store"]
