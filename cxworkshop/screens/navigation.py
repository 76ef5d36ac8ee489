"""Where one is in a workshop: the step, the list of it, and the place in each list one comes back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cxworkshop.method.steps import STEPS
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.sheets.grid import View
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.steps import find_sheet, plans


@dataclass(frozen=True)
class Spot:
    """Where one was in a list."""

    row: int = 0
    col: int = 0
    view: View = View()


@dataclass(frozen=True)
class Navigation:
    """Going somewhere makes another value; where one was in each step and each list goes along."""

    step: str
    lists: Mapping[str, int] = field(default_factory=dict)
    """By step, which of its lists one was in."""
    spots: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    """By step and list."""

    @property
    def number(self) -> int:
        """Of the list, among those of the step."""
        return self.lists.get(self.step, 0)

    @property
    def plan(self) -> SheetPlan:
        """The list one is in."""
        return plans(self.step)[self.number]

    @property
    def spot(self) -> Spot:
        """Where one was in it."""
        return self.spots.get((self.step, self.plan.id), Spot())

    def to_step(self, step: str) -> Navigation:
        """Another step, in the list one was in."""
        return replace(self, step=step)

    def by_steps(self, by: int) -> Navigation:
        """Up or down, to the landing or the closing at most."""
        return self.to_step(STEPS[max(0, min(STEPS.index(self.step) + by, len(STEPS) - 1))])

    def to_list(self, number: int) -> Navigation:
        """Another list of the step; behind the last one the first again."""
        return replace(self, lists={**self.lists, self.step: number % len(plans(self.step))})

    def by_lists(self, by: int) -> Navigation:
        """The next list, or the one before."""
        return self.to_list(self.number + by)

    def to_list_called(self, id: str) -> Navigation | None:
        """A list of the step by its id; None where the step has none of that id."""
        return next((self.to_list(i) for i, plan in enumerate(plans(self.step)) if plan.id == id), None)

    def to_place(self, place: Place, reading: Reading) -> Navigation | None:
        """The list that shows a place, from its beginning; None when none does."""
        shown = find_sheet(place, reading, self.step)
        if shown is None:
            return None
        there = self.to_step(shown[0]).to_list(shown[1])
        return there.at(Spot())

    def at(self, spot: Spot) -> Navigation:
        """In the same list, elsewhere."""
        if spot == self.spot:
            return self
        return replace(self, spots={**self.spots, (self.step, self.plan.id): spot})
