"""The store of dispatches: SQLite or PostgreSQL, search, the citation graph, deadlines, copies, people's corrections."""

from corpus.store.errors import StoreError
from corpus.store.query import Filters
from corpus.store.records import State
from corpus.store.store import Store, open_store

__all__ = ["Filters", "State", "Store", "StoreError", "open_store"]
