"""Where sessions are kept: what a store is, its files, and what else the program puts on the disk."""
