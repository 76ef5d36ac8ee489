"""The figures of all workshops of a folder or a store together: how many, how far, what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cxworkshop.language import _, percent, plural, whole
from cxworkshop.storage.summary import Summary

STEPS = 6
"""Steps of the staircase."""


class Figures(NamedTuple):
    """Of the workshops that can be read and are not archived. `by_steps_passed`: how many have passed none,
    one … six steps of their open round. `clear_median`: the median of the clear shares, 0–1, of those that
    have one. `reviews_due`: how many climb again within the month."""

    workshops: int
    by_steps_passed: tuple[int, ...]
    clear_median: float | None
    actions_open: int
    actions_overdue: int
    reviews_due: int
    reviews_overdue: int


def figures(summaries: Iterable[Summary], on: date) -> Figures:
    """The figures on a day; of several versions of one workshop, those of the original."""
    from statistics import median  # takes as long to import as a start may

    counted = [summary for summary in summaries if summary.readable and summary.original is None]
    passed = Counter(min(summary.steps_passed, STEPS) for summary in counted)
    shares = [summary.clear_share for summary in counted if summary.clear_share is not None]
    reviews = [summary.next_review_on for summary in counted if summary.next_review_on is not None]
    return Figures(
        workshops=len(counted),
        by_steps_passed=tuple(passed[steps] for steps in range(STEPS + 1)),
        clear_median=median(shares) if shares else None,
        actions_open=sum(summary.actions_open for summary in counted),
        actions_overdue=sum(summary.actions_overdue(on) for summary in counted),
        reviews_due=sum((day.year, day.month) == (on.year, on.month) for day in reviews),
        reviews_overdue=sum(day < on for day in reviews),
    )


def told(figures: Figures) -> list[tuple[str, str]]:
    """The figures in words, each with what it is of."""
    passed = ((steps, n) for steps, n in enumerate(figures.by_steps_passed) if n)
    climbs = [
        plural("{n} this month", "{n} this month", figures.reviews_due),
        *([f"! {_overdue(figures.reviews_overdue)}"] if figures.reviews_overdue else []),
    ]
    actions = [
        plural("{n} open", "{n} open", figures.actions_open),
        *([f"! {_overdue(figures.actions_overdue)}"] if figures.actions_overdue else []),
    ]
    share = percent(figures.clear_median)
    return [
        (_("Workshops"), whole(figures.workshops)),
        (_("Steps passed"), " · ".join(_with_steps(steps, n) for steps, n in passed) or "–"),
        (_("Shared picture"), _("median {share}").format(share=share) if share else "–"),
        (_("Actions"), " · ".join(actions)),
        (_("Next climb"), " · ".join(climbs)),
    ]


def _with_steps(steps: int, workshops: int) -> str:
    return f"{plural('{n} step', '{n} steps', steps)}: {whole(workshops)}"


def _overdue(n: int) -> str:
    return plural("{n} overdue", "{n} overdue", n)
