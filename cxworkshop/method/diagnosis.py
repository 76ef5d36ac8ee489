"""What a blind ballot says about one touchpoint: tally, status and agreement.

Pure arithmetic, called by `responsibility` with the answers of the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple, Protocol

from cxworkshop.method import thresholds

Status = str
"""held, unclear, contested or vacant; as-is also not_asked and insufficient."""


_TOO_FEW_NAME = frozenset({"low_agreement", "mostly_unknown", "shared"})
"""Reasons of a status that more answers for the same person would have made held."""


class Answered(Protocol):
    """One blind answer, as the record or a test holds it."""

    @property
    def kind(self) -> str | None: ...
    @property
    def person(self) -> str | None: ...


class Answer(NamedTuple):
    """One blind answer: a person, nobody, several, a partner or don't know."""

    kind: str
    person: str | None = None


class Tally(NamedTuple):
    """The answers about one touchpoint, counted.

    `votes`: (person, votes), the most named first. `self_claims`: who named themselves. `answered`: who
    answered.
    """

    votes: tuple[tuple[str, int], ...] = ()
    nobody: int = 0
    several: int = 0
    partner: int = 0
    dont_know: int = 0
    self_claims: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()

    @property
    def m(self) -> int:
        """Answers without "don't know"."""
        return sum(votes for _person, votes in self.votes) + self.nobody + self.several + self.partner

    @property
    def n(self) -> int:
        """Answers, "don't know" included."""
        return self.m + self.dont_know

    @property
    def counts(self) -> dict[str, int]:
        """How often each answer was given; people by id, the others by kind."""
        others = {
            "nobody": self.nobody,
            "several": self.several,
            "partner": self.partner,
            "dont_know": self.dont_know,
        }
        return {**dict(self.votes), **{kind: count for kind, count in others.items() if count}}

    @property
    def top(self) -> tuple[str, ...]:
        """The person named most often; several when they tie."""
        return tuple(person for person, votes in self.votes if votes == self.votes[0][1])

    @property
    def leading(self) -> tuple[str, ...]:
        """The answers given most often, people by id, the others by kind; several when they tie."""
        most = max(self.counts.values(), default=0)
        return tuple(answer for answer, count in self.counts.items() if count == most)

    @property
    def top_share(self) -> float:
        """Share of the answers that name the top person (0–1)."""
        return self.votes[0][1] / self.n if self.votes else 0.0

    @property
    def agreement(self) -> float | None:
        """How likely two people who answered said the same (0–1); None with fewer than two answers.

        Pairwise percent agreement, Fleiss 1971.
        """
        if self.m < 2:
            return None
        alike = sum(
            c * (c - 1)
            for c in (*(votes for _person, votes in self.votes), self.nobody, self.several, self.partner)
        )
        return alike / (self.m * (self.m - 1))

    def with_more(self, other: Tally) -> Tally:
        """The sum of two tallies; nobody may have answered in both."""
        named = [
            person for votes in (self.votes, other.votes) for person, count in votes for _ in range(count)
        ]
        return Tally(
            votes=ranked(named),
            nobody=self.nobody + other.nobody,
            several=self.several + other.several,
            partner=self.partner + other.partner,
            dont_know=self.dont_know + other.dont_know,
            self_claims=tuple(sorted((*self.self_claims, *other.self_claims))),
            answered=tuple(sorted((*self.answered, *other.answered))),
        )

    @property
    def labels(self) -> list[str | None]:
        """A label for each answer, None for "don't know": a unit of Krippendorff's alpha."""
        return [
            None if kind == "dont_know" else kind for kind, count in self.counts.items() for _ in range(count)
        ]


class Diagnosis(NamedTuple):
    """The status of a touchpoint, the code of its reason, and the tally behind them; of how many who were
    there."""

    status: Status
    reason: str
    tally: Tally
    present: int = 0

    @property
    def is_few(self) -> bool:
        """Whether so few of those present answered that the status is said with it, and in no figure."""
        return self.n > 0 and few_answers(self.n, self.present)

    @property
    def short_of(self) -> int | None:
        """How many would have to name one person where too few name the same; else None."""
        if self.reason not in _TOO_FEW_NAME or len(self.top) != 1 or self.top_share >= thresholds.HELD:
            return None
        return needed(self.n)

    @property
    def agreement(self) -> float | None:
        return self.tally.agreement

    @property
    def n(self) -> int:
        return self.tally.n

    @property
    def m(self) -> int:
        return self.tally.m

    @property
    def self_claims(self) -> tuple[str, ...]:
        return self.tally.self_claims

    @property
    def top(self) -> tuple[str, ...]:
        return self.tally.top

    @property
    def top_share(self) -> float:
        return self.tally.top_share

    @property
    def counts(self) -> dict[str, int]:
        return self.tally.counts


def tally(answers: Mapping[str, Answered]) -> Tally:
    """Counts the answers, participant id → answer; without those that have no kind or name no person."""
    valid = {
        who: answer
        for who, answer in answers.items()
        if answer.kind and (answer.kind != "person" or answer.person)
    }
    kinds = Counter(answer.kind for answer in valid.values())
    named = [answer.person for answer in valid.values() if answer.kind == "person" and answer.person]
    return Tally(
        votes=ranked(named),
        nobody=kinds["nobody"],
        several=kinds["several"],
        partner=kinds["partner"],
        dont_know=kinds["dont_know"],
        self_claims=tuple(
            sorted(who for who, answer in valid.items() if answer.kind == "person" and answer.person == who)
        ),
        answered=tuple(sorted(valid)),
    )


def ranked(named: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """(person, votes) from one name for each vote, the most named first, ties by id."""
    return tuple(sorted(Counter(named).items(), key=lambda vote: (-vote[1], vote[0])))


def few_answers(n: int, present: int) -> bool:
    """Whether fewer than FEW answered, where so many were there, or fewer than half of those present."""
    return n < min(thresholds.FEW, present) or 2 * n < present


def needed(n: int) -> int:
    """How many of `n` answers must name one person for a shared picture: 7 of 9."""
    return ceil(thresholds.HELD * n - 1e-9)


def judge(tally: Tally, present: int = 0) -> Diagnosis:
    """The as-is status of a touchpoint (method D.3); the first rule that fits decides."""
    status, reason = _judged(tally)
    return Diagnosis(status, reason, tally, present)


def diagnose(answers: Mapping[str, Answered]) -> Diagnosis:
    """`judge(tally(answers))`."""
    return judge(tally(answers))


def _judged(t: Tally) -> tuple[Status, str]:
    n = t.n
    if n == 0:
        return "not_asked", "no_ballots"
    if n == 1:
        return "insufficient", "one_ballot"
    if len(t.self_claims) >= 2:
        return "contested", "rival_self_claims"
    if not t.votes:
        return "vacant", _largest_group(t)
    if (t.nobody + t.partner) / n >= thresholds.NONE:
        if t.self_claims:
            return "unclear", "claimed_not_recognised"
        return "vacant", "partner_majority" if t.partner > t.nobody else "nobody_majority"
    if len(t.top) == 1 and t.top_share >= thresholds.HELD:
        top = t.top[0]
        return (
            ("unclear", "nominee_unaware")
            if top in t.answered and top not in t.self_claims
            else ("held", "agreed")
        )
    rivals = [
        votes
        for _person, votes in t.votes
        if votes >= thresholds.RIVAL_VOTES and votes / n >= thresholds.RIVAL
    ]
    if len(rivals) >= 2:
        return "contested", "split_vote" if t.self_claims else "finger_pointing"
    if t.dont_know / n >= thresholds.MOSTLY:
        return "unclear", "mostly_unknown"
    if t.several / n >= thresholds.MOSTLY:
        return "unclear", "shared"
    return "unclear", "low_agreement"


def _largest_group(t: Tally) -> str:
    """The reason when no person was named: the largest group, ties in this order."""
    groups = (
        ("nobody_named", t.nobody),
        ("partner_only", t.partner),
        ("shared_by_all", t.several),
        ("nobody_knows", t.dont_know),
    )
    return max(groups, key=lambda group: group[1])[0]


def krippendorff_alpha(units: Iterable[Sequence[str | None]]) -> float | None:
    """Krippendorff's alpha for nominal labels (Krippendorff 2011).

    `units`: the labels of each thing, None for a missing one. None when no unit has two labels, or when all
    labels are the same.
    """
    counted = [Counter(label for label in unit if label is not None) for unit in units]
    pairable = [unit for unit in counted if unit.total() >= 2]
    whole: Counter[str] = sum(pairable, Counter())
    n = whole.total()
    unlike = n * n - sum(c * c for c in whole.values())
    if not unlike:
        return None
    observed = sum((u.total() ** 2 - sum(c * c for c in u.values())) / (u.total() - 1) for u in pairable)
    return 1 - (n - 1) * observed / unlike
