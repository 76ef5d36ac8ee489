"""Stores sessions: what a store is, the store of files, and what else the program writes to the disk."""
