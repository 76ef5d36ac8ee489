"""The Jinja environment of the documents: escapes every value as Markdown, and refuses unknown names.

Words follow the language in force. Autoescape is not used: it escapes HTML in `{% trans %}`, `~` and
`|join`, and lets Markdown through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

from cxworkshop import __version__, language
from cxworkshop.documents import pictures
from cxworkshop.documents.escape import Markdown, markdown

_PLAIN_ID = re.compile("[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*")
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def _concatenated(pieces: Any) -> Markdown:
    """The result of a macro, a block or a `{% set %}` body, whose values are escaped already."""
    return Markdown("".join(pieces))


def _escaped(value: object) -> Markdown:
    return value if isinstance(value, Markdown) else markdown(value)


# ruff: noqa: N802  # the names of its methods are Jinja's
class EscapingCode(CodeGenerator):
    """Refuses the statements whose result would skip escaping, or be escaped as HTML."""

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> NoReturn:
        self.refuse(node)

    def visit_ScopedEvalContextModifier(
        self, node: nodes.ScopedEvalContextModifier, frame: Frame
    ) -> NoReturn:
        self.refuse(node)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:
        """As Jinja's, which prints what is called as it is: a name may stand for any method of a text."""
        if not isinstance(node.call.node, nodes.Name):
            self.refuse(node)
        body, macro = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro, body)
        self.start_write(frame, node)
        self.write("environment.finalize(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)

    def refuse(self, node: nodes.Stmt) -> NoReturn:
        """Raises TemplateSyntaxError."""
        raise TemplateSyntaxError("this block would skip escaping", node.lineno, self.name, self.filename)


class MarkdownEnvironment(Environment):
    """Jinja for Markdown."""

    concat = staticmethod(_concatenated)
    code_generator_class = EscapingCode


_Environment = TypeVar("_Environment", bound=MarkdownEnvironment)


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules: compiling the plan takes 100 ms."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # without permission to write there, templates are compiled each time
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def our_environment() -> MarkdownEnvironment:
    """The environment of our own templates, made once so that a preview does not compile them again."""
    pattern = f"{__version__}-jinja2-{version('jinja2')}-%s.cache"
    return markdown_environment(
        FileSystemLoader(TEMPLATES), _CompiledTemplates(str(TEMPLATES / "__pycache__"), pattern)
    )


def markdown_environment(loader: BaseLoader, compiled: BytecodeCache | None = None) -> MarkdownEnvironment:
    """An environment for the templates that `loader` finds."""
    return environment_of(MarkdownEnvironment, loader, compiled)


def environment_of(
    kind: type[_Environment], loader: BaseLoader, compiled: BytecodeCache | None = None
) -> _Environment:
    """As `markdown_environment`, of a kind."""
    environment = kind(
        loader=loader,
        bytecode_cache=compiled,
        autoescape=False,
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    # install_gettext_callables is added by the extension
    environment.install_gettext_callables(language._, language.plural, newstyle=False)  # type: ignore[attr-defined]
    environment.filters.update(FILTERS)
    environment.globals.update(SHAPES)
    return environment


# ---- shapes: the few constructs our documents are made of --------------------------------------------------
def row(*cells: object) -> Markdown:
    """A row of a table, with a dash in empty cells."""
    return Markdown("| " + " | ".join(_escaped(cell) or "–" for cell in cells) + " |")


def head(*labels: object) -> Markdown:
    """The first two lines of a table."""
    return Markdown(row(*labels) + "\n" + "|---" * len(labels) + "|")


def items(*pairs: tuple[object, object], inner: bool = False) -> Markdown:
    """A list of labels and values, without empty values; `inner` makes it a list under an item."""
    start, end = ("  - ", ": ") if inner else ("- **", ":** ")
    escaped = ((label, _escaped(value)) for label, value in pairs)
    return Markdown("\n".join(f"{start}{_escaped(label)}{end}{value}" for label, value in escaped if value))


def bold(value: object) -> Markdown:
    """A value in bold; empty when it is empty."""
    text = _escaped(value)
    return Markdown(f"**{text}**") if text else text


def said(about: object, text: object) -> Markdown:
    """What something is, in bold, and what is said of it; either may be empty."""
    return Markdown(" – ".join(part for part in (bold(about), _escaped(text)) if part))


def box(is_ticked: object, is_dropped: object = False) -> Markdown:
    """A box to tick: ticked, not yet, or never to be."""
    return Markdown("[-]" if is_dropped else "[x]" if is_ticked else "[ ]")


def tick(action: object) -> Markdown:
    """What ends the line of an action, so that its box can be read back: a mark with its id, which Markdown
    does not show. Empty without an action, and for an id that a mark cannot hold."""
    row = str(action or "")
    return Markdown(f" <!-- action: {row} -->" if _PLAIN_ID.fullmatch(row) else "")


def group(label: object, width: int) -> Markdown:
    """A row of a table that heads the rows below it."""
    return Markdown(f"| *{_escaped(label)}* " + "| " * (width - 1) + "|")


SHAPES: dict[str, Callable[..., Markdown]] = {
    "box": box,
    "group": group,
    "head": head,
    "items": items,
    "row": row,
    "picture": pictures.text,
    "said": said,
    "tick": tick,
}


# ---- numbers and days in the reader's form -----------------------------------------------------------------
def _empty_for_none(show: Callable[..., str]) -> Callable[..., str]:
    def show_value(value: Any, *more: Any) -> str:
        return "" if value is None else show(value, *more)

    return show_value


FILTERS: dict[str, Callable[..., str]] = {
    "bold": bold,
    "day": _empty_for_none(language.date_text),
    "money": _empty_for_none(language.money),
    "number": _empty_for_none(language.number),
    "percent": _empty_for_none(language.percent),
    "whole": _empty_for_none(language.whole),
}
"""The filters of the templates; None becomes the empty text."""
