"""What comes back into a session from files that people edited: ticked lists of actions."""
