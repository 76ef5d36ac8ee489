"""When check-ins are held, and what they have settled: the newest word on an action, and the trend from one
check-in to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, cast

from cxworkshop.language import Words, say
from cxworkshop.method.lookup import cached_on, grouped
from cxworkshop.method.open_actions import was_open, were_there
from cxworkshop.method.thresholds import MEASURES_CHECKED, PROMISES_CHECKED
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.dates import working_day
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import Place
from cxworkshop.model.session import Round, Session, index

CHECKS = {"check_30": PROMISES_CHECKED, "check_90": MEASURES_CHECKED}
"""By kind: how long after the start of a round."""


class AtCheckIn(NamedTuple):
    """A check-in in figures: actions and promises met, slipped and dropped there; `open` actions of the round
    and its promises `kept` after it; lines acknowledged by the one who follows up, of all lines."""

    id: str
    held_on: date | None
    kind: str | None
    met: int
    slipped: int
    dropped: int
    open: int
    kept: int
    acknowledged: int
    lines: int
    responsibility_holds: bool | None
    not_kept: int = 0
    """Of those slipped, promises that were not kept; the others go on by a later day."""
    followed: int = 0
    """Of the lines, those of which somebody follows up on the goal."""
    going: int = 0
    """Of those that nothing was settled of, how many are in progress; the others are `stuck`."""
    stuck: int = 0

    @property
    def words(self) -> Words:
        """What was settled, in the words that it was said in."""
        settled = say(
            "{met} done or kept, {later} later, {not_kept} not kept, {dropped} dropped",
            met=self.met,
            later=self.slipped - self.not_kept,
            not_kept=self.not_kept,
            dropped=self.dropped,
        )
        if self.going:
            settled = say("{words}, {n} in progress", words=settled, n=self.going)
        return say("{words}, {n} blocked", words=settled, n=self.stuck) if self.stuck else settled


def check_days(round_: Round) -> dict[str, date]:
    """The working days of both checks by kind; none before a round has begun."""
    start = round_.started_on
    return {kind: working_day(start + after) for kind, after in CHECKS.items()} if start else {}


def checks_to_hold(round_: Round) -> Iterator[tuple[str, date]]:
    """The checks that were not held yet and come before the next round, each with its day."""
    for kind, day in check_days(round_).items():
        is_held = any(_stands_for(row, kind, day) for row in answered(round_))
        if not is_held and day < (round_.next_review_on or date.max):
            yield kind, day


def _stands_for(row: CheckIn, kind: str, day: date) -> bool:
    """Whether a check-in was the check of a kind, or one that came after it; by its day where it does not say
    which it was. One in between was none, nor was what only came back in writing."""
    if row.kind is None:
        return row.held_on is not None and row.held_on >= day
    return row.kind in CHECKS and CHECKS[row.kind] >= CHECKS[kind]


def answered(round_: Round) -> tuple[CheckIn, ...]:
    """The check-ins that something was said at; one without an answer was none."""
    spoken = {line.checkin for line in round_.checkin_lines}
    return tuple(
        row for row in round_.checkins if row.id in spoken or row.responsibility_holds is not None or row.text
    )


def next_check(round_: Round, after: date) -> date | None:
    """The day of the first check that comes after a day."""
    return next((day for _kind, day in checks_to_hold(round_) if day > after), None)


def check_ins(session: Session) -> tuple[CheckIn, ...]:
    """The check-ins of the round in view that something was said at, by their days; those without a day
    last."""
    return tuple(sorted(answered(session.round), key=lambda row: row.held_on or date.max))


def trend(session: Session) -> tuple[AtCheckIn, ...]:
    """The check-ins that were held in the round in view as figures, in the order of their days."""
    return tuple(row for row in in_figures(session) if row.kind != "written")


def in_figures(session: Session) -> tuple[AtCheckIn, ...]:
    """The check-ins of the round in view as figures, also what only came back in writing."""
    settled: set[str] = set()
    there: set[str] = set()
    kept: dict[str, bool] = {}
    figures, actions = [], session.round.actions
    for row in check_ins(session):
        lines = lines_of(session, row.id)
        outcomes = Counter(line.outcome for line in lines)
        there |= were_there(session, row, lines)
        settled |= {line.action for line in lines if line.action and line.outcome in ("met", "dropped")}
        settled -= {line.action for line in lines if line.outcome not in ("met", "dropped")}
        kept |= {line.commitment: line.outcome == "met" for line in lines if line.commitment}
        figures.append(
            AtCheckIn(
                row.id,
                row.held_on,
                row.kind,
                outcomes["met"],
                outcomes["slipped"],
                outcomes["dropped"],
                sum(was_open(session, action, row) for action in actions if action.id in there - settled),
                sum(kept.values()),
                sum(line.acknowledged is True for line in lines),
                len(lines),
                row.responsibility_holds,
                sum(is_not_kept(session, line) for line in lines),
                sum(bool(follows_up(session, line.action)) for line in lines),
                sum(line.outcome is None and not is_stuck(session, line) for line in lines),
                sum(is_stuck(session, line) for line in lines),
            )
        )
    return tuple(figures)


def lines_of(session: Session, checkin: str) -> tuple[CheckInLine, ...]:
    """What a check-in has settled, in the order it was said."""
    return tuple(grouped(session.round.checkin_lines, "checkin").get(checkin, ()))


def row_of(line: CheckInLine) -> Place:
    """The action or the promise that a line is of."""
    return Place("actions", line.action) if line.action else Place("commitments", line.commitment or "")


def is_not_kept(session: Session, line: CheckInLine) -> bool:
    """Whether a line says that a promise was not kept; what was said earlier gave it another day."""
    promise = session.find("commitments", line.commitment or "")
    if line.outcome != "slipped" or not isinstance(promise, Commitment) or promise.kept is not False:
        return False
    said = [row.id for held in check_ins(session) if (row := line_about(session, held.id, promise.id))]
    return said[-1:] == [line.id]


def follows_up(session: Session, action: str | None) -> str:
    """Who follows up on the goal of an action, by id; empty where nobody does, and for a promise."""
    row = index(session.round.actions).get(action or "")
    goal = index(session.round.goals).get(row.goal or "") if isinstance(row, Action) else None
    return (goal.follows_up or "") if isinstance(goal, Goal) else ""


def became(session: Session, line: CheckInLine) -> Words:
    """What a line says became of its action or promise, in the words of the check-in."""
    if line.outcome == "met":
        return say("kept") if line.commitment else say("done")
    if line.outcome == "slipped":
        return say("not kept") if is_not_kept(session, line) else say("later")
    if line.outcome == "dropped":
        return say("dropped")
    return say("blocked") if is_stuck(session, line) else say("in progress")


def is_stuck(session: Session, line: CheckInLine) -> bool:
    """Whether a line settles nothing of an action that was stuck then; as it is now where no line says so."""
    action = session.find("actions", line.action or "")
    now = action.status if isinstance(action, Action) else None
    return line.outcome is None and (line.going_on or now) == "blocked"


def line_about(session: Session, checkin: str, row: str) -> CheckInLine | None:
    """The line of a check-in about an action or a promise."""
    return next((line for line in lines_of(session, checkin) if row in (line.action, line.commitment)), None)


@cached_on("rounds")
def newest_words(session: Session) -> dict[str, tuple[date | None, str]]:
    """By action and promise: what was said of it at the last check-in that had a word on it, and its day. Of
    an action that was carried also in the rounds before."""
    words: dict[str, tuple[date | None, str]] = {}
    if len(session.rounds) > 1:
        earlier = newest_words(session.as_of(session.rounds[-2].number))
        carried = ((row.id, earlier.get(row.carried_from or "")) for row in session.round.actions)
        words = {id: said for id, said in carried if said is not None}
    return words | {
        str(line.action or line.commitment): (row.held_on, line.text)
        for row in check_ins(session)
        for line in lines_of(session, row.id)
        if line.text
    }


class Said(NamedTuple):
    """What a check-in said of an action or a promise: its day, what became of it, and a word, if any."""

    day: date | None
    became: Words
    word: str


def said_before(session: Session, checkin: str, row: str) -> Said | None:
    """What the newest check-in before one said of an action or a promise; of an action that was carried also
    in the rounds before."""
    for seen, id in _lives(session, row):
        days = {held.id: held.held_on for held in check_ins(seen)}
        earlier = list(days)
        if seen is session and checkin in days:
            earlier = earlier[: earlier.index(checkin)]
        for held in reversed(earlier):
            if (line := line_about(seen, held, id)) is not None:
                return Said(days[held], became(seen, line), line.text)
    return None


def _lives(session: Session, row: str) -> Iterator[tuple[Session, str]]:
    """The session, and for an action that was carried the session up to each round before, the newest first;
    with the id of the row there."""
    yield session, row
    for earlier in reversed(session.rounds[:-1]):
        action = index(session.round.actions).get(row)
        if not isinstance(action, Action) or not action.carried_from:
            return
        session, row = session.as_of(earlier.number), action.carried_from
        yield session, row


class Matter(NamedTuple):
    """A promise or an action that a check-in speaks of: its place, the date it had before, what was said of
    it there, and by id whose it is and who follows up."""

    place: Place
    due: date | None
    line: CheckInLine | None
    who: str
    follows_up: str

    def is_overdue(self, on: date) -> bool:
        return self.due is not None and self.due < on


def matters(session: Session, checkin: str, on: date) -> tuple[Matter, ...]:
    """All that a check-in speaks of: promises, then actions; of each those overdue first, by date. What was
    settled there keeps its turn."""
    lines = {line.action or line.commitment: line for line in lines_of(session, checkin)}
    rows: list[Matter] = []
    for promise in session.round.commitments:
        line = lines.get(promise.id)
        if promise.kept is None or line is not None:
            due = line.due_before if line else promise.by
            rows.append(Matter(Place("commitments", promise.id), due, line, promise.person or "", ""))
    for action in session.round.actions:
        line = lines.get(action.id)
        if action.is_unfinished or line is not None:
            asks, due = follows_up(session, action.id), line.due_before if line else action.due_on
            rows.append(Matter(Place("actions", action.id), due, line, action.owner or "", asks))
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.place.table == "actions", not row.is_overdue(on), row.due or date.max),
        )
    )


def next_to_answer(rows: Sequence[Matter], place: Place) -> int:
    """The number of the row to speak of after one: the next of which nothing is said, also from the top;
    where all is said the row below."""
    at = next((i for i, row in enumerate(rows) if row.place == place), -1)
    turn = (*range(at + 1, len(rows)), *range(at + 1))
    below = min(at + 1, max(0, len(rows) - 1))
    return next((i for i in turn if rows[i].line is None), below)


def held_on(session: Session, day: date) -> CheckIn | None:
    """The check-in that is held on a day; of several the newest."""
    return next((row for row in reversed(session.round.checkins) if row.held_on == day), None)


def kind_on(session: Session, day: date) -> str:
    """Which check-in is held on a day: that of the agenda where it was not held before, else of those that
    are due and were not held the first, else one in between."""
    of_agenda = {"check_30_days": "check_30", "check_90_days": "check_90"}.get(session.round.agenda or "")
    is_held = any(row.kind == of_agenda and row.held_on != day for row in answered(session.round))
    if of_agenda and not is_held:
        return of_agenda
    return next(checks_due(session, day), "other")


def checks_due(session: Session, day: date) -> Iterator[str]:
    """The checks that are due on a day and were not held before it."""
    earlier = tuple(row for row in session.round.checkins if row.held_on != day)
    round_ = session.round.model_copy(update={"checkins": earlier})
    for kind, _day in checks_to_hold(round_):
        if round_.started_on is not None and round_.started_on + CHECKS[kind] <= day:
            yield kind


def kind_of_day(session: Session, day: date) -> str:
    """Which check-in that of a day is, or will be once the room holds it."""
    held = held_on(session, day)
    return held.kind if held and held.kind not in (None, "written") else kind_on(session, day)


def other_kind(session: Session, day: date, now: str = "") -> str:
    """Which check-in else that of a day may be, one after the other, instead of what it is `now`: the checks
    that no other check-in was, and one in between."""
    now = now or kind_of_day(session, day)
    taken = {row.kind for row in answered(session.round) if row.held_on != day}
    every = dict.fromkeys((kind_on(session, day), *CHECKS, "other"))
    kinds = [kind for kind in every if kind in (now, "other") or kind not in taken]
    return kinds[(kinds.index(now) + 1) % len(kinds)] if now in kinds else kinds[0]


def waiting(session: Session, checkin: str) -> tuple[Action, ...]:
    """The open actions a check-in has not spoken of yet: those overdue first, then by date."""
    held = cast(CheckIn | None, index(session.round.checkins).get(checkin))
    day = (held.held_on if held else None) or date.max
    spoken = {line.action for line in lines_of(session, checkin)}
    left = [row for row in session.round.actions if row.is_unfinished and row.id not in spoken]
    return tuple(
        sorted(left, key=lambda row: (not (row.due_on and row.due_on < day), row.due_on or date.max))
    )
