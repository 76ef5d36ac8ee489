"""The tables of the page about documents: where each field is printed, for whom each document is."""

from __future__ import annotations

from cxworkshop.documents import DOCUMENTS
from cxworkshop.documents.printed import Counted, Withheld, where
from cxworkshop.model.place import field_of, fields
from cxworkshop.model.session import TABLES


def printed_table() -> str:
    """The table as the page of the documents has it, in English."""
    lines = ["| of | | printed in |", "|---|---|---|"]
    for table, record in TABLES.items():
        groups: dict[str, list[str]] = {}
        for field in fields(table):
            if field != "id":
                label = field_of(table, field).kind.label.rpartition("\x04")[2]
                groups.setdefault(_words(where(table, field)), []).append(label)
        for words, labels in groups.items():
            what = "everything" if len(groups) == 1 else ", ".join(labels)
            lines.append(f"| {record.table.label} | {what} | {words} |")
    return "\n".join(lines)


def _words(place: tuple[str, ...] | Withheld | Counted) -> str:
    if isinstance(place, Withheld):
        return f"nowhere: {place.reason}"
    if isinstance(place, Counted):
        return f"{_named(place.documents)}, as counts, medians and ranges only"
    return _named(place)


def _named(documents: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in documents)


def forms_table() -> str:
    """For whom each document is and what it can be, as the page of the documents has it, in English."""
    lines = ["| document | for | as |", "|---|---|---|"]
    for name, document in DOCUMENTS.items():
        lines.append(
            f"| `{name}` | {document.audience} | {' '.join(f'`{form}`' for form in document.forms)} |"
        )
    return "\n".join(lines)
