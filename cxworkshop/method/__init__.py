"""What the staircase says: its arithmetic, readiness checks, steps and texts. Pure functions of the
record."""
