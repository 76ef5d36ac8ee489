"""Records in a file that a ballot sheet was handed out, also where no screen has the session open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from cxworkshop.editing.open_session import OpenSession
from cxworkshop.editing.opening import open_session
from cxworkshop.editing.voting import printed
from cxworkshop.errors import CxError
from cxworkshop.language import Words
from cxworkshop.method.ballots import candidates
from cxworkshop.model.session import Session


def are_fixed(session: Session) -> bool:
    """Whether every letter of a ballot sheet is fixed already; a sheet without candidates has none."""
    fixed = {row.letter for row in session.round.letters if row.printed}
    return fixed.issuperset(candidates(session))


def _changing(path: Path) -> AbstractContextManager[OpenSession]:
    return closing(open_session(path))


def record_printed(
    path: Path, opening: Callable[[Path], AbstractContextManager[OpenSession]] = _changing
) -> Words:
    """Fixes the letters of the round in view; why that could not be, empty when it is done or the round is
    closed. `opening` opens the session, and closes it after that."""
    try:
        with opening(path) as opened:
            if not (opened.session.round.is_closed or are_fixed(opened.session)):
                opened.apply(printed())
                opened.save()
    except CxError as error:
        return error.words
    return ""
