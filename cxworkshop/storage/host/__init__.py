"""The store that another facilitator's laptop is, while the room is open there."""
