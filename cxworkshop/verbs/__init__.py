"""What each verb of the command line does, in a few lines that call the packages below it.

A verb imports what it uses when it runs, so that a listing does not pay for a screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from cxworkshop.verbs.arguments import DONE, NO, NOT_WRITTEN, WRONG
from cxworkshop.verbs.checking_in import checkin
from cxworkshop.verbs.completing import completion
from cxworkshop.verbs.due import due
from cxworkshop.verbs.importing import import_survey
from cxworkshop.verbs.merging import merge
from cxworkshop.verbs.reporting import check, list_workshops
from cxworkshop.verbs.revisiting import compare, revisit
from cxworkshop.verbs.screens import demo, library, new, open_workshop, room
from cxworkshop.verbs.showing import show
from cxworkshop.verbs.storing import store
from cxworkshop.verbs.templates import templates
from cxworkshop.verbs.writing import restore, schema, write

__all__ = [
    "DONE", "NO", "NOT_WRITTEN", "WRONG", "activities", "check", "checkin", "compare", "completion",
    "demo", "due", "import_survey", "library", "list_workshops", "merge", "new", "open_workshop", "restore",
    "revisit", "room",
    "schema", "show", "steps", "store", "templates", "write",
]  # fmt: skip


def activities() -> Iterable[str]:
    from cxworkshop.method.activities import activities as all_activities

    return all_activities()


def forms() -> Iterable[str]:
    from cxworkshop.documents import FORMS

    return FORMS


def steps() -> Iterable[str]:
    from cxworkshop.method.steps import STEPS

    return STEPS
