"""The position in a workshop as a value: step, list, and the last position in each list. Used by its
screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import find_sheet, plans, plans_for


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
    lists: Mapping[str, int] = field(default_factory=dict)
    """The index of the last list, by step."""
    spots: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    """The last position, by step and list."""
    session: Session | None = field(default=None, compare=False)
    """The workshop, which not every list may apply to."""

    @property
    def plans(self) -> tuple[SheetPlan, ...]:
        """The lists of the step."""
        return plans(self.step) if self.session is None else plans_for(self.step, self.session)

    @property
    def list_index(self) -> int:
        """The index of the list among those of the step."""
        return min(self.lists.get(self.step, 0), len(self.plans) - 1)

    @property
    def plan(self) -> SheetPlan:
        """The current list."""
        return self.plans[self.list_index]

    @property
    def spot(self) -> Spot:
        """The last position in it."""
        return self.spots.get((self.step, self.plan.id), Spot())

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
        return replace(self, lists={**self.lists, self.step: list_index % len(self.plans)})

    def by_lists(self, by: int) -> Navigation:
        """A number of lists forward or back."""
        return self.to_list(self.list_index + by)

    def to_list_named(self, id: str) -> Navigation | None:
        """The list of the step with an id; None without one."""
        return next((self.to_list(i) for i, plan in enumerate(self.plans) if plan.id == id), None)

    def to_place(self, place: Place, reading: Reading) -> Navigation | None:
        """The beginning of the list that shows a place; None when none does."""
        target = find_sheet(place, reading, self.step)
        if target is None:
            return None
        position = self.to_step(target[0]).to_list(target[1])
        return position.with_spot(Spot())

    def in_session(self, session: Session) -> Navigation:
        """The same, among the lists that apply to a session."""
        return replace(self, session=session)

    def with_spot(self, spot: Spot) -> Navigation:
        """The same list, at another position."""
        if spot == self.spot:
            return self
        return replace(self, spots={**self.spots, (self.step, self.plan.id): spot})
