"""The day in one line: the activity now and next, its clock; and the commands that carry the day on."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from cxworkshop.commands import keyed
from cxworkshop.editing import day as changes
from cxworkshop.editing.changes import Change
from cxworkshop.language import Words, say, time_text
from cxworkshop.method import day, derived, readiness, steps
from cxworkshop.method.activities import activity_of, touchpoints_at_most
from cxworkshop.method.checks.finding import without_repeats
from cxworkshop.method.clock import clock, rehearsal_pace
from cxworkshop.method.lookup import in_scope, is_passed
from cxworkshop.method.steps import STEPS
from cxworkshop.model.day import AgendaItem
from cxworkshop.model.session import Session
from cxworkshop.screens.ballot_opening import belongs_to_next, open_ballot
from cxworkshop.screens.day_line import pieces
from cxworkshop.screens.stair_panel import StairPanel
from cxworkshop.screens.view_panel import ViewPanel
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.pictures import LIST
from cxworkshop.sheets.steps import list_and_view

LOOK_EVERY = 5.0
"""Seconds between two looks at the clock; the line is painted anew only when it reads otherwise."""
GOALS = "develop"
"""The step in which touchpoints are taken one by one."""
BLIND = {"ballot": "", "reveal": "", "dots": "dots", "confidence": "confidence_scores"}
"""For an activity that works in a blind grid or its reveal: the table whose slips are opened; that of
responsibility for none."""


class DayPanel:
    """Shows the line of the day and runs its commands."""

    def __init__(self, workshop: Workshop, views: ViewPanel, stair: StairPanel) -> None:
        self.workshop, self.views, self.stair = workshop, views, stair
        self.refused = ""
        """The step that the key before would have climbed, had it been ready."""
        self.waits = ""
        """The id of the activity at hand while another list is shown, for what it lacks."""
        self.passed = ""
        """The id of the activity at hand once it was said that nobody is here for it."""
        self.has_narrowed = False
        """Whether the activity at hand has narrowed the lists to the priorities."""

    def show(self) -> None:
        """Shows the line as it reads now; without an agenda there is none."""
        workshop = self.workshop
        session = workshop.session
        here = day.current(session)
        is_waited_for = here is not None and self._is_waited_for(here)
        left, right = pieces(session, workshop.cx.now(), workshop.size.width, is_waited_for=is_waited_for)
        workshop.set_class(bool(day.items(session)), "-day")
        workshop.day_bar.show(left, right)

    # -- the commands ----------------------------------------------------------------------------------------
    async def do_next_activity(self) -> None:
        """Goes to the next activity; where a step ends it climbs first."""
        workshop, session = self.workshop, self.workshop.session
        here = day.current(session)
        if here is not None and self._is_waited_for(here):
            self.begin(here)
            return
        self.waits = ""
        if here is not None and self.passed != here.id and day.lacks_people(session, here):
            self.passed = here.id
            self._ask_who_is_here(here)
            return
        item = day.after(session, here)
        ended = day.step_ended(session, here, item) if here is not None else ""
        is_open = bool(ended) and not is_passed(session, ended)
        musts = self._open_musts(ended) if is_open else ""
        if is_open and (not musts or (self.refused != ended and item is not None)):
            self.refused = ended  # until it is climbed: once more goes on without
            workshop.go(workshop.position.to_step(ended))
            await workshop.run("climb")
            return
        left = _not_passed(ended, musts) if is_open else ""
        if item is None:
            last = keyed("That was the last activity. {documents} writes the plan.")
            workshop.tell(f"{last} {left}".strip(), is_whole=True)
        else:
            self.begin(item, left)

    def _is_waited_for(self, item: AgendaItem) -> bool:
        """Whether what an item lacked when it was begun is there now, so that it is begun again."""
        return self.waits == item.id and not day.lacks(self.workshop.session, item)

    def _ask_who_is_here(self, item: AgendaItem) -> None:
        """Goes where it is marked who is here, before the ballot of an item is gone past."""
        workshop = self.workshop
        people = workshop.position.to_step("landing").to_list_named("people")
        if people is not None:
            self.views.open(people, LIST)
        self.views.go_to_field("rounds.participants")
        self.waits = item.id
        workshop.tell(
            keyed(
                "Who is here must be known first: without anybody there is no slip. Space marks it in Here, "
                "then {next_activity}: {activity}. With nobody marked {next_activity} goes on without the "
                "ballot.",
                activity=day.name_of(workshop.session, item),
            ),
            is_whole=True,
        )

    def do_rehearse(self) -> None:
        """Lets the clock run so fast that the day takes an hour, or at its own pace again."""
        workshop = self.workshop
        clock = workshop.cx.clock
        clock.run(1 if clock.pace > 1 else rehearsal_pace(workshop.session))
        self.show()
        workshop.draw_header()
        workshop.tell(
            say("The clock runs {n} times as fast: the day takes an hour.", n=clock.pace)
            if clock.pace > 1
            else say("The clock runs as it is.")
        )

    def climbed(self, step: str, words: Words) -> None:
        """Begins the next activity when the step has been climbed that ends here, else shows the stair; with
        `words` of the step."""
        session = self.workshop.session
        here = day.current(session)
        item = day.after(session, here)
        if here is not None and item is not None and day.step_ended(session, here, item) == step:
            self.begin(item, words)
        else:
            self.stair.begin()
            self.workshop.tell(words)

    def _open_musts(self, step: str) -> str:
        session, _step, on, cache = self.workshop.check_arguments
        musts = without_repeats(readiness.open_musts(session, step, on, cache))
        return " · ".join(str(finding.words) for finding in musts)

    def do_previous_activity(self) -> None:
        session = self.workshop.session
        item = day.after(session, day.current(session), -1)
        if item is None:
            self.workshop.tell(say("This is the first activity of the day."))
        else:
            self.begin(item)

    def do_here_again(self) -> None:
        item = day.current(self.workshop.session)
        if item is not None:
            self._open(item)

    def do_clock(self) -> None:
        now = self.workshop.cx.now()
        seen = clock(self.workshop.session, now)
        if seen is not None:
            self._apply(changes.resume(now) if seen.is_paused else changes.pause(now))

    def do_more_time(self) -> None:
        self._lengthen(changes.MINUTES_AT_A_TIME)

    def do_less_time(self) -> None:
        self._lengthen(-changes.MINUTES_AT_A_TIME)

    def do_activity_done(self) -> None:
        item = day.current(self.workshop.session)
        if item is not None:
            self._apply(changes.mark_done(item, not item.is_done))

    def begin(self, item: AgendaItem, words: Words = "") -> None:
        """Begins an item: its clock runs, its list opens, and what is said first is shown. `words` tell of
        the step before."""
        workshop = self.workshop
        here = day.current(workshop.session)
        self._apply(changes.go_to(item, workshop.cx.now()))
        self.refused = self.waits = self.passed = ""
        begun = day.current(workshop.session)
        if begun is None:
            return
        if item.step and (here is None or here.step != item.step):
            self.stair.begin(words, item.step)
        else:
            self.stair.leave()
        self._open(begun, words)
        self._narrow(begun)

    def _open(self, item: AgendaItem, words: Words = "") -> None:
        """Opens the list of an item, with what is said first; `words` follow where a grid covers the
        stair."""
        self.waits = ""
        spoken = self._spoken(item)
        self.open_list(item, f"{spoken} {words}".strip())
        self.workshop.tell(spoken, is_whole=True)

    def _spoken(self, item: AgendaItem) -> str:
        """What is said first; where something is lacking, the key that goes on too."""
        workshop = self.workshop
        ends_at = _ends_at(workshop.session, workshop.cx.now())
        words = day.say_of(workshop.session, item, ends_at, on_phones=workshop.cx.has_phones)
        if not day.lacks(workshop.session, item):
            return f"{words} {self._keyed_later(item)}".strip()
        activity = activity_of(workshop.session, item)
        if activity is not None and activity.list_without:
            self.waits = item.id
            name = day.name_of(workshop.session, item)
            return f"{words} {keyed('Then {next_activity}: {activity}.', activity=name)}"
        return f"{words} {keyed('{next_activity} goes on.')}"

    def _keyed_later(self, item: AgendaItem) -> Words:
        """When slips are keyed in that belong to the next round; empty for others."""
        session = self.workshop.session
        activity = activity_of(session, item)
        if activity is None or activity.list not in BLIND or not day.precedes_round(session, item):
            return ""
        return belongs_to_next(session)

    def _narrow(self, item: AgendaItem) -> None:
        """Narrows the cards of goals to the priorities where there are more touchpoints than the day has time
        for; the activity after it shows all again."""
        workshop = self.workshop
        position, session = workshop.position, workshop.session
        if self.has_narrowed:
            self.has_narrowed, position = False, position.with_priorities(None)
            workshop.go(position)
        most = touchpoints_at_most(session.round.agenda or "")
        is_long = most is not None and len(in_scope(session)) > most
        is_free = position.is_card and position.priorities_since is None
        if item.step == GOALS and is_free and is_long and derived.priorities(session):
            self.has_narrowed = True
            workshop.go(position.with_priorities(session))

    def open_list(self, item: AgendaItem, words: Words = "") -> None:
        """Shows the list of an item, with what opens over it; where it has none, the step. A blind grid opens
        above it, with `words`."""
        workshop = self.workshop
        activity, lacks = activity_of(workshop.session, item), day.lacks(workshop.session, item)
        step = item.step or workshop.position.step
        declared = activity.list if activity else ""
        if activity is not None and lacks and activity.list_without:
            declared = activity.list_without
        if declared in BLIND and day.precedes_round(workshop.session, item):
            declared = ""
        name, view = list_and_view(declared)
        position = workshop.position.to_step(step)
        there = position.to_list_named(name)
        if there is None and name:
            others = (workshop.position.to_step(other) for other in STEPS)
            there = next((p for other in others if (p := other.to_list_named(name))), None)
        if there is not None:
            self.views.open(there, view)
        else:
            workshop.go(position)
        if activity is not None and activity.field:
            self.views.go_to_field(activity.field)
        if activity is not None and activity.command:
            workshop.pending_work = partial(workshop.run, activity.command)
        if declared in BLIND and not lacks:
            open_ballot(workshop, BLIND[declared], words)

    def _lengthen(self, by: int) -> None:
        item = day.current(self.workshop.session)
        if item is not None:
            self._apply(changes.lengthen(item, by))

    def _apply(self, change: Change) -> None:
        if (fault := self.workshop.apply(change)) is not None:
            self.workshop.tell(fault)
        self.show()


def _not_passed(step: str, musts: str) -> Words:
    """That a step is left without being passed, and how it is passed later."""
    number = STEPS.index(step)
    name = f"{number} {steps.names()[step]}"
    if not musts:
        return keyed(
            "{name} is not passed. {number}, then {climb} passes it later.", name=name, number=number
        )
    return keyed(
        "{name} is not passed: {musts}. {number}, then {climb} passes it later.",
        name=name,
        musts=musts,
        number=number,
    )


def _ends_at(session: Session, now: datetime) -> str:
    """The time when the item at hand ends; empty before the day has begun."""
    seen = clock(session, now)
    return "" if seen is None else time_text(now + seen.left)
