"""The method: its arithmetic, readiness checks, steps and texts, as pure functions of the record."""
