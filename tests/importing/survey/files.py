"""What tests of survey files share: a workshop's touchpoints, and files counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.preview import usual_decimal
from cxworkshop.importing.survey.shapes import Choices, Tally, Understood
from cxworkshop.importing.survey.tally import tally
from cxworkshop.importing.survey.understand import understand

KNOWN = {"t1": "Home delivery", "t2": "Invoice", "t3": "Käynti"}
UNTOLD = Choices()
TODAY = date(2026, 11, 29)


def counted(path: Path, contents: str | bytes, encoding: str = "utf-8") -> Tally:
    """The tally of a file with these contents, its columns as they are guessed."""
    path.write_bytes(contents.encode(encoding) if isinstance(contents, str) else contents)
    seen = look(path)
    return tally(seen, roles_of(seen))


def understood(
    path: Path, contents: str | bytes, choices: Choices = UNTOLD, encoding: str = "utf-8"
) -> Understood:
    """What a file with these contents says."""
    count = counted(path, contents, encoding)
    return understand(count, choices, KNOWN, TODAY, usual_decimal(look(path)))
