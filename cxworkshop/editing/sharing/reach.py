"""How it stands with a store, and what it has brought."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cxworkshop.language import Words
from cxworkshop.model.session import Session
from cxworkshop.storage.shared import Colleague


class Reach(NamedTuple):
    """How it stands with the store. `since`: when it was reached last, None while it is;
    `refusal`: why it takes nothing, for good. `why`: either in a few words. `read_only`: why nothing may be
    changed there."""

    since: datetime | None = None
    why: Words = ""
    refusal: Words = ""
    read_only: Words = ""
    colleagues: tuple[Colleague, ...] = ()
    is_archived: bool = False


class News(NamedTuple):
    """The session as others have made it of `base`, and the revision at which it stands in the store; None
    where nothing is known that both come from."""

    session: Session
    base: Session | None
    revision: str
