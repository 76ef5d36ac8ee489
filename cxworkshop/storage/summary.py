"""A session as a library shows it, whichever store has it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from cxworkshop.language import Words
from cxworkshop.method.beside import Headline
from cxworkshop.method.coming import CheckedOn, Coming


class Summary(NamedTuple):
    """A session as the library shows it. An unreadable file has only its slug, its path and the `trouble`
    with it; one that `is_newer` is sound, and was made by a newer version.

    `flaw`: what of the header is not understood. `session` and `lineage` tell which files are versions of
    one workshop; of a copy the `original` is known (`cxworkshop.storage.file.versions`). `version` and
    `program` wrote the file. `begun`: whether more is recorded than a new workshop begins with; None
    where the header does not tell. `clear_before`: the clear share of the round before. `checked_on`: the
    last check-in, `check_ins`: those of the round. `coming`: what falls due, `headlines`: the figures that
    are laid beside those of others; None where an older program wrote the header. `is_unsent`: whether
    this laptop has of it what its store has not yet. `away`: on whose laptop it is, another facilitator's, or
    at which address; empty for one of the library.
    """

    slug: str
    path: Path
    trouble: Words = ""
    organisation: str = ""
    title: str = ""
    language: str | None = None
    promise: str = ""
    round: int | None = None
    closed: bool = False
    steps: dict[str, str] = {}  # never changed: a summary is made anew each time its file is listed
    steps_passed: int = 0
    clear_share: float | None = None
    clear_before: float | None = None
    checked_on: date | None = None
    check_ins: tuple[CheckedOn, ...] = ()
    vacant: int | None = None
    contested: int | None = None
    next_review_on: date | None = None
    actions_due: tuple[date | None, ...] = ()
    coming: tuple[Coming, ...] | None = None
    headlines: tuple[Headline, ...] | None = None
    updated_at: datetime | None = None
    flaw: Words = ""
    session: str = ""
    lineage: tuple[str, ...] = ()
    original: Summary | None = None
    version: int | None = None
    program: str = ""
    begun: bool | None = None
    is_newer: bool = False
    is_unsent: bool = False
    away: str = ""

    @property
    def readable(self) -> bool:
        return not self.trouble

    def actions_overdue(self, on: date) -> int:
        """How many open actions should have been done before that day."""
        return sum(day is not None and day < on for day in self.actions_due)

    @property
    def actions_open(self) -> int:
        return len(self.actions_due)


def last_edited_first(summary: Summary) -> tuple[bool, float]:
    """The default sort key of summaries."""
    return not summary.readable, -summary.updated_at.timestamp() if summary.updated_at else 0
