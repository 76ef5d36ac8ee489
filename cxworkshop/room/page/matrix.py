"""What matters beside what is missing: which touchpoints are worked on first."""

from __future__ import annotations

from cxworkshop.language import say
from cxworkshop.room.page.html import element, figure, tag
from cxworkshop.room.parts import Matrix, Spot

_MATTERS = 4
"""The importance from which the widest gaps are where to work."""


def matrix(view: Matrix) -> str:
    """A table, since both are whole figures: names in one place stand in a column, never on each other. The
    most important are above, the widest gaps on the right."""
    columns = sorted({spot.x for spot in view.spots})
    heights = sorted({spot.y for spot in view.spots}, reverse=True)
    rows = "".join(
        tag("tr", element("th", figure(y)) + "".join(_place(view.spots, x, y, columns) for x in columns))
        for y in heights
    )
    foot = "".join(element("th", f"{'+' if x > 0 else ''}{figure(x)}") for x in columns)
    table = tag("tbody", rows) + tag("tfoot", tag("tr", tag("th") + foot))
    lacking = say("to be measured first: {names}", names=", ".join(view.lacking)) if view.lacking else ""
    below = element("p", view.across, "axis muted") + tag(
        "p", element("span", lacking) + element("span", view.more), "below muted"
    )
    return element("p", view.up, "axis up muted") + tag("div", tag("table", table, "matrix") + below, "fill")


def _place(spots: tuple[Spot, ...], x: float, y: float, columns: list[float]) -> str:
    names = "".join(
        element("p", f"★ {spot.name}", "accent strong") if spot.priority else element("p", spot.name)
        for spot in spots
        if (spot.x, spot.y) == (x, y)
    )
    return tag("td", names, "corner" if y >= _MATTERS and x > 0 and x in columns[-2:] else "")
