"""The looks of text: foreground, background and weight by name, in the colours of a theme, for widgets that
draw their own lines.

Component classes would cost two hundred styled nodes before the first sheet is painted.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rich.style import Style
from textual.theme import Theme

from cxworkshop.themes import DARK, LIGHT


class Look(NamedTuple):
    """A style in the colours of a theme. Without `ground` the background stays."""

    colour: str
    ground: str = ""
    bold: bool | None = None
    underline: bool | None = None


LOOKS = {
    "strong": Look("foreground", bold=True),
    "muted": Look("text-muted"),
    "accent": Look("primary", bold=True),
    "good": Look("success"),
    "unclear": Look("secondary"),
    "contested": Look("warning"),
    "bad": Look("error"),
    "alarm": Look("error", bold=True),
    "row": Look("foreground", "background"),
    "line": Look("foreground", "boost"),
    "header": Look("text-muted", "background", underline=True),
    "cursor": Look("block-cursor-foreground", "block-cursor-background", bold=True),
    "picked": Look("block-cursor-foreground", "block-cursor-background"),
    "choice": Look("foreground", "panel"),
    "edit": Look("foreground", "primary-muted"),
    "caret": Look("background", "foreground"),
    "covered": Look("text-muted", "background"),
    "slip": Look("primary", "boost", bold=True, underline=True),
    "done": Look("success", "background", underline=True),
    "on good": Look("background", "success"),
    "on accent": Look("background", "primary"),
    "on contested": Look("background", "warning"),
    "on bad": Look("background", "error", bold=True),
    "on muted": Look("foreground", "panel"),
    "code": Look("#000000", "#ffffff"),
}


@cache
def look(theme: str, *names: str) -> Style:
    """The style of looks in a theme, each over the one before. An empty name changes nothing."""
    colours = LIGHT if theme == LIGHT.name else DARK
    style = Style()
    for part in (LOOKS[name] for name in names if name):
        ground = _colour(colours, part.ground) if part.ground else None
        style += Style(
            color=_colour(colours, part.colour), bgcolor=ground, bold=part.bold, underline=part.underline
        )
    return style


def _colour(theme: Theme, name: str) -> str:
    return name if name.startswith("#") else theme.variables.get(name) or str(getattr(theme, name))
