"""Both themes can be read on a washed-out projector: text holds 4.5:1 on every ground it stands on (WCAG 2.2,
1.4.3)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from cxworkshop.themes import DARK, LIGHT

GROUNDS = ("background", "panel", "boost")
TEXTS = ("foreground", "text-muted", "primary", "success", "secondary", "warning", "error")
TYPED_ON = "primary-muted"
OTHERS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("background", "foreground"),
    *((text, TYPED_ON) for text in ("foreground", "primary", "text-muted", "error")),
)
LEAST = 4.5


def colour(theme: Theme, name: str) -> Color:
    """A colour of a theme by the name the style sheets call it."""
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"), [*((text, ground) for text in TEXTS for ground in GROUNDS), *OTHERS]
)
def test_text_can_be_read_on_its_ground(theme: Theme, text: str, ground: str) -> None:
    contrast = _contrast(colour(theme, text), colour(theme, ground))
    assert contrast >= LEAST, f"{text} on {ground}: {contrast:.2f}"


def _contrast(one: Color, other: Color) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
