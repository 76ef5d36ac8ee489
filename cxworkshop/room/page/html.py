"""Text, elements and shapes of a page; everything that people said goes through `text`."""

from __future__ import annotations

import re
from html import escape

from cxworkshop.language import number
from cxworkshop.language.harmless import display
from cxworkshop.sheets.text import SYLLABLE

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_LONG_WORD = re.compile(r"[^\W\d_]{10,}")
_EMPTY = frozenset({"line", "circle", "rect", "path"})
Along = float | str
"""A coordinate or length of a picture: per cent of its side, or CSS's own words such as 2vh."""


def text(words: object) -> str:
    """Words as HTML on one line: no markup, no control or direction characters; line ends are line ends."""
    return escape(display(words), quote=True).replace(" ⏎ ", "&#10;")


def breakable(words: str) -> str:
    """Words with soft hyphens in long ones: browsers know no Finnish, and cut where the column ends."""
    return _LONG_WORD.sub(lambda word: SYLLABLE.sub(rf"\g<0>{SOFT_HYPHEN}", word[0]), words)


def tag(name: str, inner: str = "", classes: str = "", **attributes: object) -> str:
    """An element around HTML; `_` in the name of an attribute is a hyphen."""
    if classes:
        attributes = {"class": classes, **attributes}
    begun = name + "".join(f' {key.replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    return f"<{begun}/>" if name in _EMPTY else f"<{begun}>{inner}</{name}>"


def element(name: str, words: object, classes: str = "") -> str:
    """An element with text in it; without text none."""
    inner = text(words)
    return tag(name, inner, classes) if inner else ""


def cell(words: object, classes: str = "") -> str:
    """A cell of a table, also where it is empty."""
    return tag("td", text(words), classes)


def figure(value: float) -> str:
    """A figure with a decimal where it has one."""
    return number(round(value, 1))


# ---- shapes ------------------------------------------------------------------------------------------------
def _along(value: Along) -> str:
    return value if isinstance(value, str) else f"{value:.2f}%"


def picture(shapes: str, classes: str, label: str = "") -> str:
    """Shapes as a picture; without a label it says nothing that words beside it do not."""
    if label:
        return tag("svg", shapes, classes, role="img", aria_label=label)
    return tag("svg", shapes, classes, aria_hidden="true")


def line(x1: Along, y1: Along, x2: Along, y2: Along, classes: str) -> str:
    return tag("line", "", classes, x1=_along(x1), y1=_along(y1), x2=_along(x2), y2=_along(y2))


def circle(x: float, y: float, radius: str, classes: str) -> str:
    return tag("circle", "", classes, cx=_along(x), cy=_along(y), r=radius)


def block(x: Along, y: Along, width: Along, height: Along, classes: str) -> str:
    return tag("rect", "", classes, x=_along(x), y=_along(y), width=_along(width), height=_along(height))


def words_at(x: Along, y: Along, words: object, classes: str, dy: str = "0") -> str:
    return tag("text", text(words), classes, x=_along(x), y=_along(y), dy=dy)


def box(x: Along, y: Along, width: Along, height: Along, inner: str) -> str:
    """HTML inside a picture, for words that wrap."""
    return tag("foreignObject", inner, x=_along(x), y=_along(y), width=_along(width), height=_along(height))
