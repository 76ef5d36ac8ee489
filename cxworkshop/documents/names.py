"""File names of documents: safe on every system, and the same for the same document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cxworkshop.documents import DOCUMENTS
from cxworkshop.language.harmless import file_name

if TYPE_CHECKING:
    from cxworkshop.model.session import Session

__all__ = ["document_name", "file_name"]


def document_name(
    session: Session,
    document: str,
    language: str,
    on: date,
    owner: str | None = None,
    form: str = "md",
    each: str = "",
) -> str:
    """A document's file: 2026-11-05-kuusilinna-koti-oy-r2-plan.fi.md. `owner` is the id of
    the person or partner whose page it is, in the table `each`, else in that of the document."""
    organisation = file_name(session.organisation.name or session.workshop.title)
    table = each or (DOCUMENTS[document].each if document in DOCUMENTS else "")
    suffix = f"-{file_name(session.name_of(table or 'people', owner))}" if owner else ""
    stem = f"{on.isoformat()}-{organisation}-r{session.round.number}-{file_name(document)}"
    return f"{stem}{suffix}.{language}.{form}"
