"""Rosters in files: xlsx and csv as staff keep them, read without losing a line; `read_roster(name, data, plans)`."""

from rules_core.rosters.read import read_roster
from rules_core.rosters.tables import UnreadableRoster

__all__ = ["UnreadableRoster", "read_roster"]
