"""Where sessions are kept: one TinyDB file each, written whole or not at all, and the folder they lie in."""
