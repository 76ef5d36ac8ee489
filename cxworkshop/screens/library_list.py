"""What the library shows of a saved workshop: cells and preview; and the orders of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cxworkshop.commands import key_of, keyed
from cxworkshop.language import N_, Words, _, date_text, plural, say, time_text, whole
from cxworkshop.language.order import sort_key
from cxworkshop.method.coming import KINDS
from cxworkshop.sheets.cells import Cell, Column
from cxworkshop.sheets.text import display, fit, wrap
from cxworkshop.storage.file.copies import copies_offered
from cxworkshop.storage.file.portfolio import open_actions, shared_picture
from cxworkshop.storage.file.versions import beneath, described, is_to_be_merged
from cxworkshop.storage.mirrors import name_of
from cxworkshop.storage.summary import Summary, last_edited_first
from cxworkshop.widgets.bars import Piece
from cxworkshop.widgets.staircase import glyphs

if TYPE_CHECKING:
    pass

ORGANISATION = Column("", N_("Organisation"), width=24, weight=2, importance=10)
WORKSHOP = Column("", N_("Workshop"), width=16, weight=3, importance=7)
ROUND = Column("", N_("Round"), width=8, importance=5)
STAIRCASE = Column("", N_("Staircase"), width=11, importance=9)
CLEAR = Column("", N_("Shared picture"), width=14, importance=6)
NEXT = Column("", N_("Next climb"), width=17, importance=8)
EDITED = Column("", N_("Edited"), width=12, importance=4)
OPEN = Column("", N_("Open actions"), width=17, importance=3)
CHECKED = Column("", N_("Last check-in"), width=14, importance=2)
COLUMNS = (ORGANISATION, WORKSHOP, ROUND, STAIRCASE, CLEAR, NEXT, EDITED, OPEN, CHECKED)
ORDERS: tuple[tuple[Column, bool, Callable[[Summary], Any]], ...] = (
    (EDITED, True, lambda summary: -summary.updated_at.timestamp() if summary.updated_at else 0.0),
    (ORGANISATION, False, lambda summary: sort_key(summary.organisation or summary.slug)),
    (WORKSHOP, False, lambda summary: sort_key(summary.title)),
    (ROUND, True, lambda summary: -(summary.round or 0)),
    (STAIRCASE, True, lambda summary: -summary.steps_passed),
    (CLEAR, False, lambda summary: 2.0 if summary.clear_share is None else summary.clear_share),
    (NEXT, False, lambda summary: summary.next_review_on or date.max),
    (OPEN, True, lambda summary: -summary.actions_open),
    (CHECKED, False, lambda summary: summary.checked_on or date.min),
)
"""The orders of the library: column, whether the greatest comes first, sort key. The first is the default."""

NOT_SENT = N_("not in the store yet")
_AWAY = N_("on the other laptop ({who})")
_AWAY_UNSENT = N_("waits for the other laptop ({who})")
CHECK_INS_SHOWN = 3
CHECKS = frozenset({"check_30", "check_90"})
HEAD = 12
"""Cells of the labels of details."""


class Summaries:
    """The rows of the library. Cells are made when drawn, so a thousand rows cost no more than those in
    sight."""

    columns = COLUMNS

    def __init__(
        self,
        summaries: Sequence[Summary],
        today: date,
        where: Callable[[Summary], Words] = lambda _summary: "",
    ) -> None:
        self.summaries, self.today, self.where = summaries, today, where
        self.versions = Counter(s.original.path for s in summaries if s.original is not None)
        self.names = Counter(_names(summary) for summary in summaries if summary.original is None)

    def __len__(self) -> int:
        return len(self.summaries)

    def cell(self, row: int, column: Column) -> Cell:
        return self._cell(self.summaries[row], column)

    def _cell(self, summary: Summary, column: Column) -> Cell:
        if not summary.readable:
            more = "" if summary.is_newer else f" {keyed('({details}: details)')}"
            return Cell(f"! {name_of(summary.path)}: {summary.trouble}{more}", "bad", spans=True)
        if column is ORGANISATION:
            version = described(summary, self.today)
            if version and is_to_be_merged(summary):
                return Cell(f"└ {keyed('{open} merges · {version}', version=version)}", "contested")
            return Cell(f"└ {version}", "muted") if version else Cell(summary.organisation or summary.slug)
        if column is WORKSHOP:
            return self._workshop(summary)
        if column is ROUND:
            return Cell(str(summary.round or ""))
        if column is STAIRCASE:
            return Cell(glyphs(summary.steps), "accent")
        if column is CLEAR:
            return Cell(shared_picture(summary))
        if column is OPEN:
            return Cell(*open_actions(summary, self.today))
        if column is CHECKED:
            return Cell(date_text(summary.checked_on), "muted")
        return next_climb(summary, self.today) if column is NEXT else self._edited(summary)

    def _workshop(self, summary: Summary) -> Cell:
        """Where a search hit inside it, else the title, with the name of the file where titles alone would
        look alike."""
        if summary.flaw:
            return Cell(f"! {name_of(summary.path)}: {summary.flaw}", "bad")
        if summary.away:
            words = _AWAY_UNSENT if summary.is_unsent else _AWAY
            return Cell(str(say(words, who=summary.away)), "contested" if summary.is_unsent else "muted")
        if summary.is_unsent:
            return Cell(" · ".join(filter(None, (_(NOT_SENT), summary.title))), "contested")
        if hit := self.where(summary):
            return Cell(str(hit), "accent")
        if summary.original is not None:
            return Cell(name_of(summary.path), "muted", keeps_ends=True)
        if self.names[_names(summary)] > 1:
            text = " · ".join(filter(None, (summary.title, name_of(summary.path))))
            return Cell(text, keeps_ends=True)
        if (more := self.versions[summary.path]) > 0:
            versions = plural("{n} version", "{n} versions", more + 1)
            return Cell(" · ".join(filter(None, (versions, summary.title))))
        return Cell(summary.title)

    def _edited(self, summary: Summary) -> Cell:
        if summary.updated_at is None:
            return Cell()
        at = summary.updated_at.astimezone()
        return Cell(
            f"{_('today')} {time_text(at)}" if at.date() == self.today else date_text(at.date()), "muted"
        )


def _names(summary: Summary) -> tuple[str, str]:
    return summary.organisation, summary.title


def next_climb(summary: Summary, today: date) -> Cell:
    """The date of the next review, or for how many days it is overdue."""
    due = summary.next_review_on
    if due is not None and due < today:
        return Cell("! " + plural("overdue {n} d", "overdue {n} d", (today - due).days), "contested")
    return Cell("–", "muted") if due is None else Cell(date_text(due))


def names_of(summary: Summary) -> str:
    """What a workshop is known by."""
    return f"{summary.organisation} {summary.title} {summary.slug} {summary.promise}"


def matches(summary: Summary, search: str, today: date) -> bool:
    """Whether a workshop is what `asked_for` asks for."""
    return asked_for(search, today)(summary)


def asked_for(search: str, today: date) -> Callable[[Summary], bool]:
    """Whether organisation, title, file name or promise of a workshop contain the search text; a column,
    where it begins with the title of one: "round 2", "next climb overdue"."""
    if (asked := column_search(search)) is None:
        text = search.casefold()
        return lambda summary: text in names_of(summary).casefold()
    column, words = asked
    return lambda summary: (
        summary.readable and words in Summaries((summary,), today).cell(0, column).text.casefold()
    )


def column_search(search: str) -> tuple[Column, str] | None:
    """The column that a search is about, and what it asks for there; None for one that is about all."""
    typed = search.casefold()
    for column in COLUMNS:
        title = f"{_(str(column.title))} ".casefold()
        if typed.startswith(title) and (words := typed.removeprefix(title).strip()):
            return column, words
    return None


def in_order(summaries: Sequence[Summary], order: int) -> list[Summary]:
    """The summaries in an order of ORDERS; ties by last edited, unreadable files last, copies behind their
    original."""
    return beneath(sorted_by(summaries, order))


def count_of(summaries: Iterable[Summary]) -> int:
    """How many workshops are listed; the versions of one are one."""
    return len({(summary.original or summary).path for summary in summaries})


def sorted_by(summaries: Sequence[Summary], order: int) -> list[Summary]:
    """The same, copies where they are as workshops of their own."""
    key = ORDERS[order][2]
    return sorted(
        sorted(summaries, key=last_edited_first),
        key=lambda summary: (not summary.readable, key(summary)) if summary.readable else (True,),
    )


def preview(summary: Summary, today: date, width: int, is_short: bool) -> list[list[Piece]]:
    """The preview of a workshop as lines of pieces; `is_short` leaves out what its row shows."""
    if not summary.readable:
        return _preview_of_a_fault(summary, width)
    has_begun = bool(
        summary.steps_passed or summary.promise or summary.clear_share is not None or summary.actions_due
    )
    is_blank = summary.begun is False and not has_begun
    name: list[Piece] = [(summary.organisation or summary.title or summary.slug, "strong")]
    about = [f"{_('round')} {summary.round or 1}", *([_("closed")] if summary.closed else [])]
    titled = [summary.title] if summary.organisation and summary.title else []
    if version := str(described(summary, today)):
        titled = [name_of(summary.path), version, *titled]
    flaw = wrapped(f"! {summary.flaw}", width, "bad") if summary.flaw else []
    flaw += _elsewhere(summary, width)
    promise = (
        wrapped(_("“{words}”").format(words=summary.promise), width, "", 1 if is_short else 3)
        if summary.promise
        else []
    )
    if is_blank:
        promise = wrapped(keyed("Nothing is recorded yet. {open} begins at the landing."), width, "muted")
    elif not has_begun:
        promise = wrapped(keyed("{open} shows what is recorded."), width, "muted")
    facts = (
        [_fact(_("Actions"), _actions(summary, today)), _fact(_("Responsibility"), _responsibility(summary))]
        if has_begun
        else []
    )
    if is_short:
        return [[*name, ("  " + " · ".join([*about, *titled]), "muted")], *flaw, *promise, *facts]
    if has_begun:
        due = next_climb(summary, today)
        facts.append(_fact(_("Next climb"), [(due.text, due.tone)]))
    return [name, *wrapped(" · ".join([*titled, *about]), width, "muted"), *flaw, [], *promise, [], *facts]


def _elsewhere(summary: Summary, width: int) -> list[list[Piece]]:
    """Where else a workshop is, and what of it is on this laptop only."""
    if not summary.away:
        unsent = keyed("What was typed here is not in the store yet: {open} puts it there.")
        return wrapped(unsent, width, "contested") if summary.is_unsent else []
    away = keyed("It is on the other facilitator's laptop ({who}): {open} goes there.", who=summary.away)
    unsent = say("What was typed here last is not there yet; it goes along.")
    return [
        *wrapped(away, width, "muted", 3),
        *(wrapped(unsent, width, "contested", 3) if summary.is_unsent else []),
    ]


def _fact(title: str, pieces: list[Piece]) -> list[Piece]:
    return [(fit(title, HEAD + 5), "muted"), *pieces]


def _actions(summary: Summary, today: date) -> list[Piece]:
    pieces: list[Piece] = [(_("none open"), "muted")]
    if summary.actions_open:
        pieces = [(plural("{n} open", "{n} open", summary.actions_open), "")]
    if overdue := summary.actions_overdue(today):
        pieces += [(" · ", "muted"), ("! " + plural("{n} overdue", "{n} overdue", overdue), "contested")]
    for check in (each for each in summary.coming or () if each.kind in CHECKS and each.is_due(today)):
        pieces += [(" · ", "muted"), (f"! {_(KINDS[check.kind])}", "contested")]
    if rows := summary.check_ins[-CHECK_INS_SHOWN:]:
        left, kept = (" → ".join(map(whole, of)) for of in zip(*(row[1:] for row in rows), strict=True))
        words = _("check-ins: {open} open") if not rows[-1].kept else _("check-ins: {open} open, {kept} kept")
        pieces.append((f" · {words.format(open=left, kept=kept)}", "muted"))
    return pieces


def _responsibility(summary: Summary) -> list[Piece]:
    if summary.clear_share is None:
        return [(_("not asked yet"), "muted")]
    pieces: list[Piece] = [(_("shared picture {share}").format(share=shared_picture(summary)), "")]
    if summary.vacant:
        pieces += [(" · ", "muted"), (f"○ {plural('{n} vacant', '{n} vacant', summary.vacant)}", "bad")]
    if summary.contested:
        pieces += [
            (" · ", "muted"),
            (f"◆ {plural('{n} contested', '{n} contested', summary.contested)}", "contested"),
        ]
    return pieces


def _preview_of_a_fault(summary: Summary, width: int) -> list[list[Piece]]:
    older = copies_offered(summary.path)
    advice = keyed("{archive} takes it out of the way; {details} tells more.")
    if summary.is_newer:
        advice = say("Nothing is wrong with it, and it is left as it is.")
    elif older:
        advice = keyed(
            "{restore} brings back the copy of {when}; {archive} takes this one out of the way.",
            when=older[0].when,
        )
    return [
        [(f"! {name_of(summary.path)}", "bad")],
        *wrapped(summary.trouble, width),
        [],
        *wrapped(advice, width, "muted"),
    ]


def invitation(width: int) -> list[list[Piece]]:
    """The lines shown when there is no workshop yet."""
    ways = (
        ("new", _("begins the first: whose customers, who is in the room, what they meet")),
        ("demo", _("opens a demo to rehearse with; nothing of it is kept")),
        ("help", _("tells what this is for, and every key")),
    )
    lines: list[list[Piece]] = [[(_("No workshops here yet"), "strong")], []]
    for id, words in ways:
        for i, (line,) in enumerate(wrapped(words, width - 4, most=3)):
            lines.append([(fit(key_of(id) if i == 0 else "", 4), "accent"), line])
    return lines


def wrapped(words: Words, width: int, tone: str = "", most: int = 2) -> list[list[Piece]]:
    """Words wrapped to at most `most` lines."""
    lines = [line for _begin, line in wrap(display(words), max(20, width))]
    if len(lines) > most:
        lines[most - 1 :] = [fit(lines[most - 1] + lines[most], width)]
    return [[(line, tone)] for line in lines]
