"""What the facilitator and the room see: one file a screen. Screens show; they decide nothing."""
