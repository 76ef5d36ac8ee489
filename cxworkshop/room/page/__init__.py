"""A `Showing` as HTML: what the page in a browser paints, made here whole, so that no script makes anything.

Two rules keep text readable on every screen: sizes are classes in parts of the height, never under 1/40 of
it, and pictures have no viewBox but coordinates in per cent, so that curves stretch and their text does not.
The policy of the server forbids styles and scripts that stand in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cxworkshop.language import _, speaking
from cxworkshop.room.page import card, climb, matrix, pictures, plain, tables
from cxworkshop.room.page.html import element, tag, text
from cxworkshop.room.parts import Card, Clock, Curtain, Paused, Question, Showing, Staircase

_HERE = Path(__file__).parent
ASSETS = {"room.css": "text/css", "room.js": "text/javascript", "icon.svg": "image/svg+xml"}
"""The files that the page asks for, with their media types."""
_SIZES = {"h-xl": 28, "h-l": 64, "h-m": 120}
"""Characters up to which a heading of a size fits: one line of a 4:3 screen, two, three."""
_DRAWN: dict[str, Callable[[Any], str]] = {
    "list": tables.listing,
    "card": card.card,
    "progress": plain.progress,
    "reveal": tables.reveal,
    "matrix": matrix.matrix,
    "journey": pictures.journey,
    "gap": pictures.gap,
    "agenda": tables.agenda,
    "board": tables.board,
}


@cache
def asset(name: str) -> bytes:
    """The contents of one of `ASSETS`."""
    return (_HERE / name).read_bytes()


def fragment(showing: Showing, now: float) -> str:
    """What stands in <main>, on one line: whole, so that a reload or a lost event needs nothing else. `now`
    in seconds since the epoch, for a page that runs no scripts."""
    view = showing.view
    with speaking(showing.language):
        if isinstance(view, Curtain | Paused):
            classes, inner = "covered", _covered(showing, view, now)
        else:
            classes = f"v-{view.kind}"
            inner = _header(showing, now) + _heading(showing.heading) + _drawn(showing)
    return tag("div", inner, f"{showing.look} {classes}", id="show", lang=showing.language)


def _drawn(showing: Showing) -> str:
    """The view. A card whose title stands above it already is drawn without."""
    match view := showing.view:
        case Staircase():
            return climb.staircase(view, showing.stairs)
        case Question():
            return plain.question(view, is_alone=not showing.heading)
        case Card() if view.title == showing.heading:
            return card.card(view.model_copy(update={"title": ""}))
        case _:
            return _DRAWN[view.kind](view)


def page(showing: Showing, version: int, base: str, now: float) -> str:
    """The whole page, painted: it works as a still picture where scripts are off. `base` is its path."""
    with speaking(showing.language):
        words = {
            "data_stale": _("does not follow for {n} s"),
            "data_old": _("This address is not in use any more."),
            "data_hidden": _("{n} more do not fit"),
        }
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{text(showing.organisation) or 'cxworkshop'}</title>"
        f'<link rel="icon" href="{base}/icon.svg"><link rel="stylesheet" href="{base}/room.css">'
        '<noscript><meta http-equiv="refresh" content="2"></noscript>'
    )
    body = (
        f'<main aria-live="polite">{fragment(showing, now)}</main><p id="stale" role="status" hidden></p>'
        f'<script src="{base}/room.js"></script>'
    )
    inner = tag("head", head) + tag("body", body, showing.look)
    return "<!doctype html>" + tag(
        "html", inner, lang=showing.language, data_v=version, data_base=base, **words
    )


def _covered(showing: Showing, view: Curtain | Paused, now: float) -> str:
    """The curtain, or what is shown while nobody is at the other end: the name, nothing that was shown."""
    if isinstance(view, Curtain):
        return element("p", showing.organisation, "organisation") + _clock(showing.clock, now)
    return element("p", showing.organisation, "organisation") + element("p", view.why or _("paused"), "why")


def _header(showing: Showing, now: float) -> str:
    return tag(
        "header",
        element("b", showing.organisation)
        + element("span", showing.round, "muted")
        + climb.band(showing.stairs)
        + element("span", showing.step, "step")
        + element(
            "span", showing.activity, f"muted activity{' once' * (showing.activity == showing.heading)}"
        )
        + _clock(showing.clock, now),
    )


def _heading(words: str) -> str:
    """As large as its length allows, and never under a twentieth of the height."""
    return element(
        "h1", words, next((size for size, longest in _SIZES.items() if len(words) <= longest), "h-s")
    )


def _clock(clock: Clock | None, now: float) -> str:
    if clock is None:
        return ""
    left = clock.ends_at - now if clock.running else clock.ends_at
    return element("span", clock.pace, "pace muted") + tag(
        "span",
        clock_text(left),
        f"clock {clock_tone(left, clock.minutes)}",
        role="timer",
        data_ends=f"{clock.ends_at:.1f}",
        data_runs=int(clock.running),
        data_minutes=clock.minutes,
    )


def clock_text(left: float) -> str:
    """The seconds that are left as minutes and seconds; +2:05 ! where the time is over."""
    minutes, seconds = divmod(int(abs(left)), 60)
    is_over = left <= -1
    return f"{'+' if is_over else ''}{minutes}:{seconds:02}{' !' if is_over else ''}"


def clock_tone(left: float, minutes: int) -> str:
    """Amber in the last fifth, red when the time is over."""
    return "red" if left <= -1 else "amber" if left < minutes * 12 else ""
