"""The headline figures as values, and those of one team beside the same of others, without a name.

Imports nothing of the record, so that the figures of a folder are told from the headers of its files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cxworkshop.language import N_

NEEDED = 5
"""Organisations, the team's own among them, from which on a spread does not tell whose figures they are."""
LABELS = {
    "practice": N_("Clear responsibility in practice"),
    "agreed": N_("Responsibility carried from today"),
    "agreement": N_("Agreement (0–1)"),
    "gut_feel": N_("Gut-feel share"),
    "mandate": N_("Mandate completeness of what is carried (0–1)"),
    "reward": N_("Reward link"),
    "deeds": N_("Words to deeds"),
    "goals": N_("Goals met, of those due"),
    "measured": N_("Touchpoints measured"),
    "done": N_("Due actions done"),
    "on_time": N_("Due actions done on time"),
    "promises": N_("Promises kept"),
    "contacts": N_("Leaders who met a customer lately"),
    "unfounded": N_("Decisions without evidence"),
}
LESS_IS_BETTER = frozenset({"gut_feel", "unfounded"})
MEANS = frozenset({"agreement", "mandate"})
"""Figures that are no share of a count."""


class Headline(NamedTuple):
    """One figure: its value (0–1), and of how many; `of` None for a mean."""

    key: str
    value: float
    of: int | None = None

    @property
    def k(self) -> int | None:
        return None if self.of is None else round(self.value * self.of)


class Team(NamedTuple):
    """The figures of an organisation in one of its workshops, which was last edited at a moment (in seconds);
    `is_own` where the others are looked at from there."""

    organisation: str
    edited: float
    figures: tuple[Headline, ...]
    is_own: bool = False


class Beside(NamedTuple):
    """A figure of the team, None where it was not asked, in the spread of all `n` that know it, its own
    among them; `place` counts from the best one."""

    key: str
    own: Headline | None
    lowest: float
    median: float
    highest: float
    place: int | None
    n: int


def one_each(teams: Iterable[Team]) -> list[Team]:
    """Each organisation once, by the workshop last edited; the team's own by the one looked at. Without a
    name nobody knows whether it is another one."""
    chosen: dict[str, Team] = {}
    for team in sorted(teams, key=lambda team: (team.is_own, team.edited)):
        name = " ".join(team.organisation.casefold().split())
        if name or team.is_own:
            chosen[name] = team
    return [*chosen.values()]


def beside(teams: Sequence[Team]) -> tuple[Beside, ...]:
    """The figures that enough organisations know, in the order of LABELS; `teams` holds each once."""
    own = next((team for team in teams if team.is_own), None)
    ours = {figure.key: figure for figure in own.figures} if own is not None else {}
    rows = []
    for key in LABELS:
        values = [figure.value for team in teams for figure in team.figures if figure.key == key]
        if len(values) >= NEEDED:
            mine = ours.get(key)
            rows.append(
                Beside(
                    key,
                    mine,
                    min(values),
                    _middle(values),
                    max(values),
                    _place(mine, values),
                    len(values),
                )
            )
    return tuple(rows)


def _middle(values: Sequence[float]) -> float:
    """The median; the library would wait some milliseconds for the module that has it."""
    ordered, n = sorted(values), len(values)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def _place(mine: Headline | None, values: Sequence[float]) -> int | None:
    if mine is None:
        return None
    better = -1 if mine.key in LESS_IS_BETTER else 1
    return 1 + sum(better * (value - mine.value) > 0 for value in values)
