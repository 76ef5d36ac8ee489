"""Whether a touchpoint is called what the house calls it: by the name of the organisation, of a partner or
of a department (method B.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxworkshop.language import _, speaking
from cxworkshop.language import language as interface
from cxworkshop.model.functions import FUNCTIONS, NOT_OFFERED
from cxworkshop.model.matching import folded
from cxworkshop.model.session import Session

_FORMS = frozenset({"oy", "oyj", "ab", "ky", "tmi", "ry", "ltd", "plc", "inc", "llc", "gmbh", "as"})
"""What stands in the name of a firm for what it is in law; nobody says it."""
_NO_DEPARTMENT = frozenset({"product", "membership", "volunteering", "service_delivery", "other"})
"""Functions whose names are words of the customers, too."""
_FIRST = 5
"""Letters of the first word of a name, Kuusilinna of Kuusilinna Koti, that is said for the whole."""


def own_word(session: Session, name: str) -> str:
    """The name of the house that a touchpoint's name has in it; mostly empty."""
    written = session.workshop.language or interface()
    end = "" if written == "fi" else r"(?!\w)"  # Finnish words end as the sentence asks: asiakaspalveluun
    words = _own_words(session, written)
    return next(
        (word for word in words if re.search(rf"(?<!\w){re.escape(folded(word))}{end}", folded(name))), ""
    )


def _own_words(session: Session, language: str) -> Iterator[str]:
    for name in (session.organisation.name, *(partner.name for partner in session.partners)):
        parts = [part for part in name.split() if part.casefold().strip(".,") not in _FORMS]
        if parts:
            yield parts[0] if len(parts[0]) >= _FIRST else " ".join(parts)
    sector = session.organisation.sector or "private"
    hidden = _NO_DEPARTMENT | NOT_OFFERED.get(sector, frozenset())
    with speaking(language, sector):
        labels = [_(label) for function, label in FUNCTIONS if function not in hidden]
    yield from labels
