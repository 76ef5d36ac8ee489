"""Sessions as TinyDB files: one a session, written whole or not at all, and the folder they lie in."""
