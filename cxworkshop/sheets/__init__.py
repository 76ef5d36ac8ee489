"""Lists without a screen: plans, rows, cells, the open cell, pastes, and the lists of each step."""
