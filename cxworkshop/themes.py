"""The dark and the light theme of the app: neutral and warm, one accent, quiet status colours. Text has a
contrast of at least 4.5:1 to its background."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="cx-dark",
    primary="#f0bf6c",
    secondary="#d9b44a",
    accent="#f0bf6c",
    success="#8fc178",
    warning="#e29a5b",
    error="#ec8577",
    foreground="#eceae4",
    background="#17181b",
    surface="#17181b",
    panel="#26282d",
    boost="#24262b",
    dark=True,
    variables={
        "text-muted": "#a3a19b",
        "primary-muted": "#3d3524",
        "block-cursor-background": "#f0bf6c",
        "block-cursor-foreground": "#17181b",
        "scrollbar": "#3a3d44",
        "scrollbar-hover": "#55595f",
        "scrollbar-active": "#f0bf6c",
        "scrollbar-background": "#17181b",
        "scrollbar-background-hover": "#17181b",
        "scrollbar-background-active": "#17181b",
    },
)
LIGHT = Theme(
    name="cx-light",
    primary="#8f5200",
    secondary="#745f00",
    accent="#8f5200",
    success="#2c6a2f",
    warning="#9a4a12",
    error="#a3281b",
    foreground="#1b1b19",
    background="#faf8f4",
    surface="#faf8f4",
    panel="#e8e4da",
    boost="#efebe2",
    dark=False,
    variables={
        "text-muted": "#5f5c55",
        "primary-muted": "#f3e3c6",
        "block-cursor-background": "#8f5200",
        "block-cursor-foreground": "#ffffff",
        "scrollbar": "#cfc9bb",
        "scrollbar-hover": "#b3ac9c",
        "scrollbar-active": "#8f5200",
        "scrollbar-background": "#faf8f4",
        "scrollbar-background-hover": "#faf8f4",
        "scrollbar-background-active": "#faf8f4",
    },
)
