"""What check-ins have settled: the newest word on an action, and the trend from one
check-in to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, cast

from cxworkshop.language import Words, say
from cxworkshop.method.check_days import answered
from cxworkshop.method.lookup import cached_on, grouped
from cxworkshop.method.open_actions import was_open, were_there
from cxworkshop.model.actions import Action, Commitment
from cxworkshop.model.checkins import CheckIn, CheckInLine
from cxworkshop.model.goals import Goal
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session, index


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


def waiting(session: Session, checkin: str) -> tuple[Action, ...]:
    """The open actions a check-in has not spoken of yet: those overdue first, then by date."""
    held = cast(CheckIn | None, index(session.round.checkins).get(checkin))
    day = (held.held_on if held else None) or date.max
    spoken = {line.action for line in lines_of(session, checkin)}
    left = [row for row in session.round.actions if row.is_unfinished and row.id not in spoken]
    return tuple(
        sorted(left, key=lambda row: (not (row.due_on and row.due_on < day), row.due_on or date.max))
    )
