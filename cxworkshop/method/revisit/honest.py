"""The one honest sentence about two rounds: the first rule that fits says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cxworkshop.language import N_, Words, say


class Picture(NamedTuple):
    """What the sentence is chosen by. Better is 1, worse −1, no real change 0; goals are those due."""

    is_new: bool = False
    """Whether nothing has been answered in the later round, and no figure is newer."""
    responsibility: int = 0
    gut_feel: int = 0
    recommendation: int = 0
    due: int = 0
    met: int = 0
    surely_met: int = 0
    without_figure: int = 0
    better: int = 0
    """Of the goals due, those whose figure is better than when the round was held, beyond chance."""
    actions: int = 0
    actions_done: int = 0
    """Of the actions that were due."""

    @property
    def is_acted_on(self) -> bool:
        """Whether at least half of the actions that were due are done."""
        return bool(self.actions) and 2 * self.actions_done >= self.actions

    @property
    def are_met(self) -> bool:
        """Whether at least half of the goals due are met, certainly or within the margin."""
        return bool(self.due) and 2 * self.met >= self.due


RULES: tuple[tuple[Callable[[Picture], bool], str], ...] = (
    (lambda it: it.is_new, N_("Nothing has been answered in the new round yet: it cannot be compared.")),
    (lambda it: 2 * it.without_figure > it.due,
        N_("We cannot say whether customers notice: {k} of {n} goals that were due have no new figure.")),
    (lambda it: it.recommendation < 0,
        N_("Customers recommend us less than before, and chance does not explain it.")),
    (lambda it: it.are_met and it.gut_feel < 0, N_("We act without asking.")),
    (lambda it: it.responsibility > 0 and 2 * it.surely_met >= it.due > 0,
        N_("Responsibility is clearer, and customers notice.")),
    (lambda it: it.responsibility > 0 and it.are_met,
        N_("Responsibility is clearer, and goals are met, though not beyond chance.")),
    (lambda it: it.responsibility > 0 and it.due > 0 and it.is_acted_on and it.better > 0,
        N_("Responsibility is clearer, {done} of {actions} due actions are done, and customers notice in "
           "{better} of {n} goals; most targets are not met yet.")),
    (lambda it: it.responsibility > 0 and it.due > 0 and it.is_acted_on,
        N_("Responsibility is clearer and {done} of {actions} due actions are done; customers do not notice "
           "yet.")),
    (lambda it: it.responsibility > 0 and it.due > 0 and it.actions > 0,
        N_("Clarity is there, deeds are not yet.")),
    (lambda it: it.responsibility > 0 and it.due > 0,
        N_("Clarity is there, deeds are not yet. No action has been due.")),
    (lambda it: it.responsibility > 0, N_("Responsibility is clearer; no goal has been due yet.")),
    (lambda it: it.responsibility < 0 and it.are_met,
        N_("Goals are met, and fewer touchpoints have somebody who answers for them.")),
    (lambda it: it.responsibility < 0,
        N_("Fewer touchpoints have somebody who answers for them than before.")),
    (lambda it: it.are_met, N_("Goals are met; who answers for what is as it was.")),
    (lambda it: it.better > 0,
        N_("Customers notice in {better} of {n} goals, though most targets are not met yet; who answers for "
           "what is as it was.")),
    (lambda it: it.due > 0 and it.is_acted_on,
        N_("{done} of {actions} due actions are done, and customers do not notice yet; who answers for what "
           "is as it was.")),
    (lambda it: it.due > 0,
        N_("Nothing has moved: the same names are missing, and customers notice nothing new.")),
    (lambda it: True, N_("No goal has been due, and responsibility is as it was.")),
)  # fmt: skip
"""What is said and when; what would be misread without it comes first."""


def sentence(picture: Picture) -> Words:
    """The sentence of the first rule that fits."""
    words = next(words for fits, words in RULES if fits(picture))
    return say(
        words,
        k=picture.without_figure,
        n=picture.due,
        better=picture.better,
        done=picture.actions_done,
        actions=picture.actions,
    )
