"""What phones are asked, as frozen values made of the paper slips: a phone answers as a slip does, a row and
a sign. A form holds questions and names, and no answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from cxworkshop.editing.box import ALL_DOTS, OWNERSHIP, Box, Dots, Given, Slip
from cxworkshop.editing.changes import Change
from cxworkshop.errors import NotUnderstood
from cxworkshop.language import _, say, say_n, speaking
from cxworkshop.method import ballots, day, dots, revisit
from cxworkshop.method.activities import Activity, activity_of
from cxworkshop.method.diagnosis import Answer
from cxworkshop.method.moods import SCALE
from cxworkshop.method.responsibility import FIRST
from cxworkshop.model.ballots import ANSWERS
from cxworkshop.model.guesses import guess_kind
from cxworkshop.model.kinds import LEVELS, Reading
from cxworkshop.model.session import Session
from cxworkshop.room.parts import Part
from cxworkshop.sheets.guess_slips import GuessSlips
from cxworkshop.sheets.paper_slips import PaperSlips, answering
from cxworkshop.sheets.slip_kinds import all_slips
from cxworkshop.sheets.slips import DotSlips, OwnershipSlips, ScoreSlips

_TABLES = {
    "ballot": (OWNERSHIP, "overall_levels", "guesses"),
    "dots": ("dots",),
    "confidence": ("confidence_scores",),
}
"""What is on the sheet of an activity in which everybody writes, by its list."""
MOOD = "moods"
"""The kind of slip that hands are raised by."""
AnySlips = OwnershipSlips | ScoreSlips
LONGEST = 200
"""Characters of a sign; no answer is longer."""


class Option(Part):
    """An answer to be tapped: its sign and its words."""

    sign: str
    words: str
    names_someone: bool = False


class Question(Part):
    """What is asked about: the key of its row. `unit` and `scale` say how a number is read."""

    row: str
    words: str
    unit: str = ""
    scale: str = ""


class Section(Part):
    """The questions of one kind of slips; without `options` a number is typed, or dots are placed: `dots` of
    them."""

    id: str
    kind: Literal["choice", "number", "dots"]
    title: str
    ask: str
    note: str = ""
    questions: tuple[Question, ...]
    options: tuple[Option, ...] = ()
    dots: int = 0

    def without(self, rows: Collection[str]) -> Section:
        """What is asked of somebody who has answered some rows; all dots are one answer."""
        is_whole = self.kind == "dots" and ALL_DOTS in rows
        left = () if is_whole else tuple(each for each in self.questions if each.row not in rows)
        return self.model_copy(update={"questions": left}) if rows else self


class Candidate(Part):
    """Somebody who may say that this is them."""

    id: str
    name: str


class Sealed(Part):
    """Whose answers to a row of a kind are sealed: they cannot be changed, and phones forget them."""

    section: str
    row: str
    people: tuple[str, ...]


class Form(Part):
    """What is asked now. `unsealed`: the kinds whose answers phones keep until they are sealed; `waiting`:
    who has sent answers that wait for the seal."""

    organisation: str = ""
    language: str = "en"
    sector: str = ""
    people: tuple[Candidate, ...] = ()
    sections: tuple[Section, ...] = ()
    unsealed: tuple[str, ...] = ()
    sealed: tuple[Sealed, ...] = ()
    waiting: tuple[str, ...] = ()

    def sealed_for(self, person: str) -> Collection[tuple[str, str]]:
        """What somebody has answered and is sealed: kind and row."""
        return [(sealed.section, sealed.row) for sealed in self.sealed if person in sealed.people]

    def sections_for(self, person: str) -> tuple[Section, ...]:
        """What somebody is asked: not what they have answered and is sealed."""
        sealed = self.sealed_for(person)
        open_ones = (
            section.without([row for id, row in sealed if id == section.id]) for section in self.sections
        )
        return tuple(section for section in open_ones if section.questions)


class Asked(NamedTuple):
    """What is to be asked: kinds of slips by their tables, the ballot by its number, and the mood of the
    room for the time `mood`; of a `session` whose round may be the next one."""

    session: Session
    tables: tuple[str, ...] = ()
    number: str = FIRST
    mood: int = 0


class _Seen:
    """A session that slips read and do not change."""

    read_only = ""

    def __init__(self, session: Session, box: Box) -> None:
        self.session, self.box = session, box

    def apply(self, change: Change) -> object:
        raise NotImplementedError


def asked_now(session: Session, on: date, shown: tuple[str, str] = ("", ""), mood: int = 0) -> Asked:
    """What is asked by the activity that the day stands at, and by the slips that are `shown` to be keyed in:
    their table and the number of their ballot. A day that closes the round later asks for the next one."""
    item = day.current(session) if day.runs_on(session, on) else None
    activity = activity_of(session, item) if item is not None else None
    tables = _TABLES.get(activity.list, ()) if activity is not None and activity.kind == "write" else ()
    number = ballots.current_number(session)
    if tables and day.precedes_round(session, item):
        return Asked(_next_round(session, on), tables, FIRST, mood)
    table, shown_number = shown
    if shown_number:
        number = shown_number
    elif tables and _asks_again(activity) and number == FIRST and ballots.state(session, FIRST) == "revealed":
        number = ballots.next_number(session)
    return Asked(session, (*tables, *({table} - {"", *tables})), number, mood)


def _asks_again(activity: Activity | None) -> bool:
    """Whether an activity asks a next ballot where the first is revealed, as the one that writes slips does
    not."""
    return (
        activity is not None
        and OWNERSHIP in _TABLES.get(activity.list, ())
        and activity.id != day.WRITES_SLIPS
    )


def _next_round(session: Session, on: date) -> Session:
    """The session once the next round is begun, with those who are here now."""
    begun = revisit.next_round(session, on)
    here = begun.round.model_copy(update={"participants": session.round.participants})
    return begun.model_copy(update={"rounds": (*begun.rounds[:-1], here)})


def form_of(asked: Asked, box: Box, now: Session) -> Form:
    """The form, in the language and the words of the session. `now` is the session as it is."""
    session = asked.session
    language, sector = session.workshop.language or "en", session.organisation.sector or ""
    with speaking(language, sector or None):
        slips = all_slips(_Seen(session, box), asked.number)
        sections = [_section(each) for each in _of_tables(slips, asked.tables)]
        mood = [_mood(Slip(session.round.number, MOOD, str(asked.mood)))] if asked.mood else []
        here = slips if now is session else [*slips, *all_slips(_Seen(now, box), ballots.current_number(now))]
        return Form(
            organisation=session.organisation.name or session.workshop.title or "",
            language=language,
            sector=sector,
            people=tuple(Candidate(id=each.id, name=each.name) for each in answering(session, box)),
            sections=(*sections, *mood),
            unsealed=(*(each.slip.id for each in here if each.is_open), *(section.id for section in mood)),
            sealed=tuple(_sealed(now)),
            waiting=tuple(sorted({who for slip in box.slips for who in box.people_of(slip)})),
        )


def asked_slips(asked: Asked, box: Box) -> Sequence[AnySlips]:
    """The slips of what is asked, those of the first table first."""
    return _of_tables(all_slips(_Seen(asked.session, box), asked.number), asked.tables)


def _of_tables(slips: Iterable[AnySlips], tables: Sequence[str]) -> list[AnySlips]:
    asked = [each for each in slips if each.slip.table in tables and each.is_open]
    return sorted(asked, key=lambda each: tables.index(each.slip.table))


def _sealed(session: Session) -> Iterable[Sealed]:
    for row in session.round.figures_answered:
        section = Slip(session.round.number, row.figures or "").id
        yield Sealed(section=section, row=row.about or "", people=tuple(sorted(row.answered)))


def _section(slips: PaperSlips) -> Section:
    asked = zip(slips.keys, slips.questions, strict=True)
    questions = tuple(Question(row=row, words=words) for row, words in asked)
    kind: Literal["choice", "number", "dots"] = "choice"
    most, note = 0, ""
    if isinstance(slips, OwnershipSlips):
        note = str(say("Answer as things are TODAY, not as they ought to be."))
    elif isinstance(slips, GuessSlips):
        kind, note = "number", str(slips.warning)
        questions = tuple(
            question.model_copy(update={"unit": unit, "scale": scale})
            for question, unit, scale in zip(questions, slips.guessed_in, slips.units, strict=True)
        )
    elif isinstance(slips, DotSlips):
        kind, most = "dots", dots.dots_each(len(slips.keys))
        note = str(say_n("{n} dot each", "{n} dots each", most))
    return Section(
        id=slips.slip.id,
        kind=kind,
        title=_(slips.title),
        ask=str(slips.question),
        note=note,
        questions=questions,
        options=tuple(_options(slips)) if kind == "choice" else (),
        dots=most,
    )


def _options(slips: PaperSlips) -> Iterable[Option]:
    if isinstance(slips, OwnershipSlips):
        words, session = dict(ANSWERS), slips.session
        for person in ballots.candidates(session).values():
            yield Option(sign=person.id, words=session.name_of("people", person.id), names_someone=True)
        for kind in ballots.SIGNS.values():
            yield Option(sign=kind, words=_(words[kind]))
    elif slips.slip.table == "overall_levels":
        yield from (Option(sign=str(value), words=_(words)) for value, words in LEVELS)
    else:
        yield from _scale(_("1 not at all"), _("5 fully"))


def _scale(least: str, most: str) -> Sequence[Option]:
    words = {SCALE[0]: least, SCALE[-1]: most}
    return [Option(sign=str(value), words=words.get(value, str(value))) for value in SCALE]


def _mood(slip: Slip) -> Section:
    title = _("Mood of the room")
    return Section(
        id=slip.id,
        kind="choice",
        title=title,
        ask=str(say("How is your mood just now?")),
        questions=(Question(row="", words=title),),
        options=tuple(_scale(_("1 low"), _("5 high"))),
    )


# ---- what a phone has sent ---------------------------------------------------------------------------------
def read(section: Section, row: str, sign: str) -> Given | None:
    """The answer that a sign means; None for a row or a sign that is none. Raises NotUnderstood for a number
    that is none, or out of its scale."""
    if len(sign) > LONGEST and section.kind != "dots":
        return None
    if section.kind == "dots":
        return _placed(section, sign) if row == ALL_DOTS else None
    question = next((question for question in section.questions if question.row == row), None)
    if question is None:
        return None
    if section.kind == "number":
        value = guess_kind(question.unit or None).parse(sign, Reading(Session(), date.min))
        if value is None:
            raise NotUnderstood(say("A number is asked for."))
        return value
    option = next((option for option in section.options if option.sign == sign), None)
    if option is None:
        return None
    if Slip.of(section.id).table != OWNERSHIP:
        return int(sign)
    return Answer("person", sign) if option.names_someone else Answer(sign)


def _placed(section: Section, sign: str) -> Dots | None:
    """The dots in "tp01:2 tp03:1"; None where they are no dots, or more than there are."""
    placed = re.findall(r"(\S+):([0-9])(?: |$)", sign)
    by_row = {row: int(count) for row, count in placed}
    rows = [question.row for question in section.questions]
    is_whole = " ".join(f"{row}:{count}" for row, count in placed) == sign.strip()
    if not is_whole or len(by_row) < len(placed) or by_row.keys() - set(rows):
        return None
    if any(count > dots.MOST_ON_ONE for count in by_row.values()) or sum(by_row.values()) > section.dots:
        return None
    return tuple((row, by_row.get(row, 0)) for row in rows)
