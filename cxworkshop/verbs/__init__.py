"""What each verb of the command line does, in a few lines that call the packages below it.

A verb imports what it uses when it runs, so that a listing does not pay for a screen.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from cxworkshop.verbs.arguments import DONE, NO, NOT_WRITTEN, WRONG
from cxworkshop.verbs.reporting import check, list_workshops
from cxworkshop.verbs.screens import demo, library, new, open_workshop
from cxworkshop.verbs.showing import show
from cxworkshop.verbs.templates import templates
from cxworkshop.verbs.writing import restore, schema, write

__all__ = [
    "DONE", "NO", "NOT_WRITTEN", "WRONG", "activities", "check", "demo", "documents", "library",
    "list_workshops", "new", "open_workshop", "restore", "schema", "show", "steps", "templates", "write",
]  # fmt: skip


def documents(arguments: Namespace) -> Iterable[str]:
    from cxworkshop.documents import DOCUMENTS

    if not arguments.document or arguments.document in DOCUMENTS:  # nothing else has to be read
        return DOCUMENTS
    from cxworkshop.documents import documents as documents_with
    from cxworkshop.firm_folder import firm_in_force

    return documents_with(firm_in_force(arguments.templates))


def activities(_arguments: Namespace) -> Iterable[str]:
    from cxworkshop.method.activities import activities as all_activities

    return all_activities()


def forms(_arguments: Namespace) -> Iterable[str]:
    from cxworkshop.documents import FORMS

    return FORMS


def steps(_arguments: Namespace) -> Iterable[str]:
    from cxworkshop.method.steps import STEPS

    return STEPS
