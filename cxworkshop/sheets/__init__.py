"""What a list is, without a screen: plans, rows, cells, the open cell, pastes, and the steps' own lists."""
