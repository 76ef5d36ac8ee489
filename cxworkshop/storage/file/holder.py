"""What is said of whoever has a file open, as a lock tells it."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Any

from cxworkshop.errors import ReadOnly
from cxworkshop.language import Words, date_text, say, time_text
from cxworkshop.storage.mirrors import is_mirror

_LONGEST_NAME = 40
"""Characters of a user, a machine or a process that are said."""


def refusal(path: Path, holder: dict[str, Any]) -> ReadOnly:
    """That somebody has the file beside a lock open, who that is and what to do."""
    if not holder:
        words = say(
            "The lock {file} beside it does not say who has it open. If nobody has, remove the lock; a copy "
            "under another name can be changed.",
            file=path.name,
        )
        return ReadOnly(words, say("somebody"))
    since, (who, host, pid) = (
        _since(holder),
        (str(holder.get(name) or "?")[:_LONGEST_NAME] for name in ("user", "host", "pid")),
    )
    if is_mirror(path):  # of a store: a copy would be another workshop for all
        words = say(
            "Another window of this laptop has it open {since} (process {pid}): go on there, or close it "
            "there.",
            since=since,
            pid=pid,
        )
        return ReadOnly(words, say("another window"))
    words = say(
        "{who} has it open on {host} {since} (process {pid}). Close it there; until then only a copy under "
        "another name can be changed.",
        who=who, host=host, since=since, pid=pid,
    )  # fmt: skip
    return ReadOnly(words, who)


def _since(holder: dict[str, Any]) -> Words:
    with contextlib.suppress(ValueError, OverflowError):
        at = datetime.fromisoformat(str(holder.get("since", ""))).astimezone()
        day = date_text(at.date(), with_year=False)
        is_today = at.date() == datetime.now().astimezone().date()
        clock = time_text(at)
        return say("since {time}", time=clock) if is_today else say("since {day} {time}", day=day, time=clock)
    return say("since {time}", time="?")
