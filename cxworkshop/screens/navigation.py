"""The position in a workshop as a value: step, list, and the last position in each list. Used by its
screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.depth import find_sheet, shown_plans
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.pictures import CARD, LIST
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import plans, plans_for


@dataclass(frozen=True)
class Spot:
    """A position in a list."""

    row: int = 0
    col: int = 0
    view: View = View()


@dataclass(frozen=True)
class Navigation:
    """The current step and list. Each method returns another value, which keeps the positions in all
    lists."""

    step: str
    lists: Mapping[str, str] = field(default_factory=dict)
    """The id of the last list, by step."""
    spots: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    """The last position, by step, and by list and what is shown in its place."""
    shows_all: bool = False
    """Whether also the lists are shown that the day does not work in."""
    session: Session | None = field(default=None, compare=False)
    """The workshop, which not every list may apply to."""
    priorities_since: Session | None = field(default=None, compare=False)
    """The session when every list was narrowed to the priorities; None while all rows are shown."""
    origin: Navigation | None = field(default=None, compare=False)
    """Where one was before going to something that was looked up; Back returns there."""
    touchpoint: str = ""
    """The id of the touchpoint whose card was shown last."""
    visited: frozenset[str] = field(default=frozenset(), compare=False)
    """The lists that one went to, by their ids."""
    views: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The view that a list is looked at in, by step and list; of those not here the list itself."""

    @property
    def plans(self) -> tuple[SheetPlan, ...]:
        """The lists of the step that are shown: those of the day, and the current one."""
        shown, current = self._shown, self.plan
        return tuple(plan for plan in self.every_plan if plan in shown or plan is current)

    @property
    def every_plan(self) -> tuple[SheetPlan, ...]:
        """The lists of the step, those that are not shown too."""
        return plans(self.step) if self.session is None else plans_for(self.step, self.session)

    @property
    def _shown(self) -> tuple[SheetPlan, ...]:
        if self.session is None or self.shows_all:
            return self.every_plan
        return shown_plans(self.step, self.session)

    @property
    def list_index(self) -> int:
        """The index of the list among those that are shown."""
        return self.plans.index(self.plan)

    @property
    def plan(self) -> SheetPlan:
        """The current list."""
        last, shown = self.lists.get(self.step, ""), self._shown
        kept = next((plan for plan in self.every_plan if plan.id == last), None)
        if kept is not None:
            return kept
        ids = [plan.id for plan in plans(self.step)]  # of a list that does not apply any more the one before
        before = [plan for plan in shown if last in ids and ids.index(plan.id) < ids.index(last)]
        return before[-1] if before else shown[0]

    @property
    def view(self) -> str:
        """The view that the list is looked at in."""
        return self.views.get((self.step, self.plan.id), LIST)

    @property
    def is_picture(self) -> bool:
        """Whether a picture stands in the place of the list."""
        return self.view not in (LIST, CARD)

    @property
    def is_card(self) -> bool:
        """Whether the card of a touchpoint stands in the place of the list."""
        return bool(self.touchpoint) and self.view == CARD

    @property
    def shown(self) -> SheetPlan:
        """What is shown: the list, or the card."""
        if not self.is_card:
            return self.plan
        from cxworkshop.sheets.steps.touchpoint_card import TOUCHPOINT_CARD

        return TOUCHPOINT_CARD.plan(self.touchpoint)

    @property
    def spot(self) -> Spot:
        """The last position in what is shown."""
        spot = self.spots.get(self._spot_key, Spot())
        return replace(spot, view=replace(spot.view, priorities_since=self.priorities_since))

    @property
    def _spot_key(self) -> tuple[str, str]:
        return self.step, f"{self.plan.id} {self.shown.id}"

    def was_in(self, lists: Collection[str]) -> bool:
        """Whether one of some lists, by their ids, is or was shown."""
        return self.plan.id in lists or not self.visited.isdisjoint(lists)

    def to_card(self, touchpoint: str) -> Navigation:
        """The card of a touchpoint in the place of the list."""
        return replace(self.to_view(CARD), touchpoint=touchpoint)

    def to_view(self, view: str) -> Navigation:
        """The same list, looked at in another view."""
        return replace(self, views={**self.views, (self.step, self.plan.id): view})

    def with_priorities(self, since: Session | None) -> Navigation:
        """The same, with every list narrowed to the priorities, or none."""
        return replace(self, priorities_since=since)

    def coming_from(self, origin: Navigation | None) -> Navigation:
        """The same, with the position that Back returns to."""
        return replace(self, origin=origin and replace(origin, origin=None))

    def without_filter(self) -> Navigation:
        """The same list, with all its rows."""
        return self.with_spot(replace(self.spot, view=replace(self.spot.view, filter="")))

    def to_step(self, step: str) -> Navigation:
        """Another step, in its last list."""
        return replace(self, step=step)

    def by_steps(self, by: int) -> Navigation:
        """A number of steps up or down, no further than landing and closing."""
        return self.to_step(STEPS[max(0, min(STEPS.index(self.step) + by, len(STEPS) - 1))])

    def after_climb(self) -> Navigation:
        """The first list of the next step."""
        return self.by_steps(1).to_list(0)

    def to_list(self, list_index: int) -> Navigation:
        """Another list of the step; after the last comes the first."""
        return self.to_plan(self.plans[list_index % len(self.plans)])

    def by_lists(self, by: int) -> Navigation:
        """A number of lists forward or back: through those that the day works in, then through the rest."""
        shown = self._shown
        ring = (*shown, *(plan for plan in self.every_plan if plan not in shown))
        return self.to_plan(ring[(ring.index(self.plan) + by) % len(ring)])

    def to_list_named(self, id: str) -> Navigation | None:
        """The list of the step with an id, shown or not; None without one."""
        return next((self.to_plan(plan) for plan in self.every_plan if plan.id == id), None)

    def to_plan(self, plan: SheetPlan) -> Navigation:
        """A list of the step, shown or not."""
        lists, visited = {**self.lists, self.step: plan.id}, self.visited | {plan.id}
        return replace(self, lists=lists, visited=visited)

    def to_place(self, place: Place, reading: Reading) -> Navigation | None:
        """The beginning of the list that shows a place; None when none does."""
        target = find_sheet(place, reading, self.step)
        if target is None:
            return None
        step, plan = target
        return self.to_step(step).to_plan(plan).to_view(LIST).with_spot(Spot())

    def in_session(self, session: Session) -> Navigation:
        """The same, among the lists and touchpoints of a session."""
        is_there = session.find("touchpoints", self.touchpoint) is not None
        return replace(self, session=session, touchpoint=self.touchpoint if is_there else "")

    def with_spot(self, spot: Spot) -> Navigation:
        """The same list, at another position."""
        if spot == self.spot:
            return self
        return replace(self, spots={**self.spots, self._spot_key: spot})
