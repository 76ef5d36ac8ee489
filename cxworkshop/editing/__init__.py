"""The open session: what changes it, what takes a change back, and what keeps it on the disk."""
