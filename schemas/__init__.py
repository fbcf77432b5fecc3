"""The objects that cross a border between rooms: documents in, plans out."""
