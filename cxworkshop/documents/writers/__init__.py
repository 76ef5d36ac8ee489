"""What makes a file of a document: a module for each form, imported with its library when one is written."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cxworkshop.errors import WrongUse
from cxworkshop.language import say

if TYPE_CHECKING:
    from cxworkshop.documents import Written


def encoded(form: str, *what: Any) -> Written:
    """What the module of a form writes of a document. Raises WrongUse where its library is not installed."""
    try:
        writer = import_module(f"cxworkshop.documents.writers.{form}")
    except ImportError:
        if hasattr(sys, "frozen"):
            raise WrongUse(
                say(
                    "PDF is not in the folder that starts without installing, because it is larger than all "
                    "the rest. Write HTML, which every browser prints as PDF. An installed cxworkshop writes "
                    "PDF itself."
                )
            ) from None
        raise WrongUse(
            say(
                "PDF, Word and calendar files need libraries that are not installed. They are the extra "
                "“documents” of cxworkshop. With pip: pip install {extra}; with pipx: pipx install --force "
                "{extra}; with uv: uv tool install {extra}; in a clone: make documents. Markdown, HTML, CSV "
                "and JSON need nothing more.",
                extra="'cxworkshop[documents]'",
            )
        ) from None
    written: Written = writer.write(*what)
    return written
