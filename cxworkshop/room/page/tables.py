"""Views that are tables: lists, the ballot's answers, the day, the board."""

from __future__ import annotations

from cxworkshop.language import _, say, say_n
from cxworkshop.room.page.html import block, cell, element, picture, tag, words_at
from cxworkshop.room.parts import Agenda, AgendaLine, Board, Listing, Month, Piece, Reveal, Vote

DOZEN = 12
"""Rows at most: more would be smaller than the last row reads."""
_BEFORE = 3
"""Activities of the day that are shown before the one that runs."""
_LETTER, _MARGINS = 1.4, 1.5
"""The width of a letter in a bar, and of its margins, in parts of the height."""
_BAR = 0.5
"""How much of the height one per cent of a bar is, on a 4:3 screen, where bars are shortest."""


def listing(view: Listing) -> str:
    if not view.rows:
        return tag("div", element("p", view.empty, "words muted"), "fill")
    head = tag("thead", tag("tr", "".join(tag("th", element("span", head)) for head in view.heads)))
    rows = "".join(
        tag("tr", "".join(cell(part.text, part.tone) for part in row), "at" if i == view.at else "")
        for i, row in enumerate(view.rows)
    )
    return tag("div", _rows(head + tag("tbody", rows), len(view.rows)) + _below(view.more), "fill")


def _rows(inner: str, count: int, classes: str = "") -> str:
    density = "r12" if count > 10 else "r10" if count > 8 else "" if count > 6 else "r6"
    return tag("table", inner, f"rows {density} {classes}")


def _below(*words: object) -> str:
    """The line below a table; a script adds how many rows did not fit."""
    return tag(
        "p", "".join(element("span", line) for line in words) + tag("span", "", "not-shown"), "below muted"
    )


# ---- the ballot --------------------------------------------------------------------------------------------
def reveal(view: Reveal) -> str:
    summary = "".join(
        tag("span", element("span", f"{status.sign} {status.words} ") + element("b", status.n), status.tone)
        for status in view.summary
    )
    rows = tag(
        "tbody", "".join(_vote(vote, "at" if i == view.at else "") for i, vote in enumerate(view.votes))
    )
    return tag("p", summary + element("span", view.figure, "last"), "summary") + tag(
        "div", _rows(rows, len(view.votes), "votes") + _below(view.legend, view.more), "fill"
    )


def _vote(vote: Vote, classes: str) -> str:
    return tag(
        "tr",
        cell(f"{vote.sign} {vote.status}", f"status {vote.tone}")
        + tag("td", element("span", vote.name) + element("small", vote.words), "name")
        + tag("td", _bar(vote))
        + cell(vote.count, "count"),
        classes,
    )


def _bar(vote: Vote) -> str:
    """Who was named, as parts of a bar; hatched where nobody was named."""
    if not vote.pieces:
        return ""
    votes = sum(piece.votes for piece in vote.pieces) or 1
    parts, x = [], 0.0
    for i, piece in enumerate(vote.pieces):
        width = 100 * piece.votes / votes
        parts.append(_part(piece, i, x, width))
        x += width
    label = ", ".join(f"{piece.label} {piece.votes}" for piece in vote.pieces)
    return picture("".join(parts), f"bar tone-{vote.tone}", label)


def _part(piece: Piece, i: int, x: float, width: float) -> str:
    is_first = i == 0 and piece.names_someone
    filled = "f-tone" if is_first else f"f-shade{min(max(i, 1), 3)}" if piece.names_someone else "f-hatch"
    words = next((words for words in (piece.label, piece.short) if _fits(words, width)), "")
    inside = words_at("0.8vh", 50, words, "t-s on" if is_first else "t-s", "0.36em")
    wide = max(0.5, width - 0.5)
    return block(x, 6, wide, 88, filled) + tag("svg", inside, x=f"{x:.2f}%", width=f"{wide:.2f}%")


def _fits(words: str, width: float) -> bool:
    """Whether a part of so many per cent holds the words: a cut name would be another name."""
    return len(words) * _LETTER + _MARGINS < width * _BAR


# ---- the day and the months --------------------------------------------------------------------------------
def agenda(view: Agenda) -> str:
    """A dozen activities around the one that runs."""
    at = next((i for i, line in enumerate(view.lines) if line.state == "now"), 0)
    begin = max(0, min(at - _BEFORE, len(view.lines) - DOZEN))
    lines = view.lines[begin : begin + DOZEN]
    after = len(view.lines) - begin - len(lines)
    below = _below(
        say_n("{n} before", "{n} before", begin) if begin else "",
        say_n("{n} more", "{n} more", after) if after else "",
    )
    rows = tag("tbody", "".join(_activity(line) for line in lines))
    return tag("div", _rows(rows, len(lines), "day") + below, "fill")


def _activity(line: AgendaLine) -> str:
    sign = {"done": "✓", "now": "▶", "ahead": ""}[line.state]
    minutes = say("{n} min", n=line.minutes)
    return tag(
        "tr",
        cell(sign, "sign") + cell(line.title) + cell(minutes, "count"),
        "at" if line.state == "now" else line.state,
    )


def board(view: Board) -> str:
    if not view.months:
        return tag("div", element("p", view.empty or _("nothing is agreed yet"), "words muted"), "fill")
    months = "".join(_month(month) for month in view.months)
    return tag("div", months, f"fill months m{min(6, len(view.months))}")


def _month(month: Month) -> str:
    rows = "".join(element("li", part.text, part.tone) for part in month.rows)
    return tag("section", element("h2", month.head) + tag("ul", rows, "shrinks") + _below(month.more))
