"""How a document looks in every format: colours, font, logo, footer and Word's styles, as one value.

Writers read it and nothing else; `cxworkshop.documents.firm.look_file` reads a firm's own from its folder.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Colours(NamedTuple):
    """Each as `#rrggbb`; the usual ones are for light paper."""

    ink: str = "#16232e"
    soft: str = "#566570"
    line: str = "#c6d0d6"
    paper: str = "#ffffff"
    tint: str = "#eef3f4"
    """Behind tiles, boxes and pictures."""
    accent: str = "#0d5c68"
    gold: str = "#b8801f"
    """Beside what is promised; never of words."""
    good: str = "#2c7a55"
    fair: str = "#4f7389"
    warn: str = "#8f6110"
    bad: str = "#a83f2b"


DARK = Colours(
    ink="#e6edf0", soft="#9fb0b9", line="#36454f", paper="#10181e", tint="#19242b", accent="#5cc0cd",
    gold="#e0ae52", good="#5fbf8f", fair="#8fb4cf", warn="#e0ae52", bad="#e58570",
)  # fmt: skip
"""For a dark screen."""


class Logo(NamedTuple):
    """A picture that was looked at: it loads nothing and runs nothing."""

    kind: Literal["png", "svg"]
    data: bytes
    width: float
    """In the picture's own units, as `height`."""
    height: float

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height on paper, in centimetres, whatever its shape is."""
        scale = min(6 / self.width, 1.4 / self.height)
        return self.width * scale, self.height * scale


class Look(NamedTuple):
    """Ours, until a firm has its own."""

    light: Colours = Colours()
    dark: Colours = DARK
    font: str = "Source Sans 3"
    """The name of a family: letters, digits, spaces and hyphens."""
    logo: Logo | None = None
    footer: str = ""
    """At the foot of each page: plain text on one line, escaped by whoever writes it."""
    reference: bytes | None = None
    """A Word document whose styles are taken."""
