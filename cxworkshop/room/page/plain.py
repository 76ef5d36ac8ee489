"""Views of a few large words: the question of the moment, and how many have answered."""

from __future__ import annotations

from functools import lru_cache

from cxworkshop.language import _, say, say_n
from cxworkshop.room.page.html import element, tag, text
from cxworkshop.room.parts import Progress, Question

_LONG_QUESTION = 90
"""Characters above which a question that stands alone is set smaller."""
_MOST_SEATS = 40
"""Above it the dots of who has answered are no picture any more, and the figure stands alone."""


def question(view: Question, is_alone: bool = False) -> str:
    """Large, and larger where nothing stands above it."""
    lines = "".join(element("li", line) for line in view.lines)
    words = element("p", view.words, "words" if len(view.words) <= _LONG_QUESTION else "words long-words")
    return tag(
        "div", words + (tag("ul", lines, "lines") if lines else ""), "fill alone" if is_alone else "fill"
    )


def progress(view: Progress) -> str:
    """How many have answered, a dot for each; beside it where phones answer."""
    answered = say("of {n} have answered", n=view.of)
    sealed = f"✓ {_('sealed')}" if view.state == "sealed" else ""
    seats = "".join(tag("i", "", "in" if i < view.n else "") for i in range(view.of))
    joined = say_n("{n} phone has joined", "{n} phones have joined", view.joined) if view.joined else ""
    counted = (
        tag("p", f"{view.n}<small> {text(answered)}</small>", "figure")
        + (tag("div", seats, "seats", aria_hidden="true") if view.of <= _MOST_SEATS else "")
        + element("p", sealed, "hint")
        + element("p", view.hint, "hint")
        + element("p", joined, "hint")
    )
    phones = ""
    if view.url and view.state == "open":
        phones = tag("div", qr(view.url) + element("p", view.url.removeprefix("http://"), "url"), "qr")
    return tag("div", tag("div", counted) + phones, "fill split")


@lru_cache(maxsize=4)
def qr(url: str) -> str:
    """Black on white whatever the theme, with its quiet zone: older scanners refuse anything else. It takes
    17 ms, so it is kept: the count beside it changes ten times a second. Without the library, nothing: the
    address is there to be typed."""
    try:
        import segno
    except ImportError:
        return ""
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=4)]
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit)
    return tag(
        "svg",
        tag("rect", width="100%", height="100%", fill="#fff") + tag("path", d=dark, fill="#000"),
        viewBox=f"0 0 {len(rows)} {len(rows)}",
        shape_rendering="crispEdges",
        role="img",
        aria_label=say("QR code of {url}", url=url),
    )
