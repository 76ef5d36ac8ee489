"""How each action stood when a Markdown document was written, in a comment beside its mark.

When the document comes back after the record has moved on, what nobody touched in it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxworkshop.model.session import Session

NAME = "was"
_LINE = re.compile(r"(?P<text>\s*- \[.\] .*) (?P<mark><!-- action: (?P<id>[\w-]+) -->)")


def as_printed(session: Session, markdown: str) -> str:
    """The document with the due date of each action, and its status unless it is open, before its mark:
    `<!-- was: 20261130 done --> <!-- action: a1 -->`."""
    stood = dict(_stood(session))
    lines, is_in_fence = [], False
    for line in markdown.split("\n"):
        is_in_fence ^= line.startswith("```")
        if not is_in_fence and (marked := _LINE.fullmatch(line)) and (said := stood.get(marked["id"])):
            lines.append(f"{marked['text']} <!-- {NAME}: {said} --> {marked['mark']}")
        else:
            lines.append(line)
    return "\n".join(lines)


def _stood(session: Session) -> Iterator[tuple[str, str]]:
    from cxworkshop.method.deeds import deeds

    for deed in reversed(deeds(session)):
        words = (
            deed.due_on.isoformat().replace("-", "") if deed.due_on else "",
            "" if deed.status in (None, "open") else str(deed.status),
        )
        yield deed.id, " ".join(filter(None, words))
