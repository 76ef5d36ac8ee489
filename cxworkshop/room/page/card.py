"""One touchpoint in whole sentences."""

from __future__ import annotations

from cxworkshop.room.page.html import circle, element, picture, tag
from cxworkshop.room.parts import Card, Holding

_LEVELS = 5


def card(view: Card) -> str:
    """Where it stands, its goal, who holds it by each account, and what is done next."""
    where = (
        element("span", view.where, "muted")
        + _dots(view)
        + element("span", view.level_words)
        + element("span", view.basis, "muted")
    )
    goal = tag("div", element("blockquote", view.goal) + element("p", view.measure, "measure"))
    has_more = bool(view.measure or view.actions)  # else who holds it takes the room that there is
    columns = tag(
        "div",
        "".join(_holding(holding) for holding in view.columns),
        "columns" if has_more else "columns roomy",
    )
    rows = "".join(element("li", action) for action in view.actions)
    actions = tag("ul", rows, "shrinks") if rows else ""
    return (
        element("h2", view.title)
        + tag("p", where, "where")
        + tag("div", goal + columns + actions, "fill spread")
    )


def _holding(holding: Holding) -> str:
    return tag(
        "div",
        element("p", holding.head, "label")
        + element("p", holding.name, f"name {holding.tone}")
        + element("p", holding.words, f"word {holding.tone}"),
    )


def _dots(view: Card) -> str:
    """Full to the level, ringed to the target; the words beside them say the same."""
    level, target = view.level or 0, view.target or 0
    dots = (
        circle(10 + 20 * i, 50, "1.35vh", "f-accent" if i < level else "ring" if i < target else "f-line")
        for i in range(_LEVELS)
    )
    return picture("".join(dots), "dots") if level or target else ""
