"""The Jinja environment of the documents: every value is escaped as Markdown, an unknown name is an error,
words follow the language in force.

Autoescape is not used: it composes HTML-escaped text in `{% trans %}`, `~` and `|join`, and lets Markdown
through.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

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
from cxworkshop.documents.escape import Markdown, markdown

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def _joined(pieces: Any) -> Markdown:
    """What a macro, a block or a `{% set %}` body is made of: its values are escaped already."""
    return Markdown("".join(pieces))


def _printed(value: object) -> Markdown:
    return value if isinstance(value, Markdown) else markdown(value)


class _EscapingCode(CodeGenerator):
    """Refuses the two statements whose result would skip escaping."""

    # Jinja's name
    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> NoReturn:  # noqa: N802
        self._refuse(node)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        if not isinstance(node.call.node, nodes.Name):
            self._refuse(node)
        super().visit_CallBlock(node, frame)

    def _refuse(self, node: nodes.Stmt) -> NoReturn:
        raise TemplateSyntaxError("this block would skip escaping", node.lineno, self.name, self.filename)


class MarkdownEnvironment(Environment):
    """Jinja for Markdown."""

    concat = staticmethod(_joined)
    code_generator_class = _EscapingCode


class _CompiledBeside(FileSystemBytecodeCache):
    """Keeps our compiled templates where Python keeps our compiled modules: compiling the plan takes 100
    ms."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # installed where we may not write: compiled anew each time
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


@cache
def our_environment() -> MarkdownEnvironment:
    """The environment of our own templates; made once, so that a preview is not compiled anew."""
    kept_as = f"{__version__}-jinja2-{version('jinja2')}-%s.cache"
    return markdown_environment(
        FileSystemLoader(TEMPLATES), _CompiledBeside(str(TEMPLATES / "__pycache__"), kept_as)
    )


def markdown_environment(loader: BaseLoader, compiled: BytecodeCache | None = None) -> MarkdownEnvironment:
    """An environment for the templates that `loader` finds."""
    environment = MarkdownEnvironment(
        loader=loader,
        bytecode_cache=compiled,
        autoescape=False,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    # the extension adds it
    environment.install_gettext_callables(language._, language.plural, newstyle=False)  # type: ignore[attr-defined]
    environment.filters.update(FILTERS)
    environment.globals.update(SHAPES)
    return environment


# ---- shapes: the few constructs our documents are made of --------------------------------------------------
def row(*cells: object) -> Markdown:
    """A row of a table; a dash in a cell that has nothing."""
    return Markdown("| " + " | ".join(_printed(cell) or "–" for cell in cells) + " |")


def head(*labels: object) -> Markdown:
    """The first two lines of a table."""
    return Markdown(row(*labels) + "\n" + "|---" * len(labels) + "|")


def items(*pairs: tuple[object, object], inner: bool = False) -> Markdown:
    """A list of labels with their values, without those that have none; `inner` under an item of another
    list."""
    start, end = ("  - ", ": ") if inner else ("- **", ":** ")
    printed = ((label, _printed(value)) for label, value in pairs)
    return Markdown("\n".join(f"{start}{_printed(label)}{end}{value}" for label, value in printed if value))


def bold(value: object) -> Markdown:
    """A value in bold; nothing when there is none."""
    text = _printed(value)
    return Markdown(f"**{text}**") if text else text


SHAPES: dict[str, Callable[..., Markdown]] = {"row": row, "head": head, "items": items}


# ---- numbers and days in the reader's form -----------------------------------------------------------------
def _or_nothing(show: Callable[..., str]) -> Callable[..., str]:
    def shown(value: Any, *more: Any) -> str:
        return "" if value is None else show(value, *more)

    return shown


FILTERS: dict[str, Callable[..., str]] = {
    "bold": bold,
    "day": _or_nothing(language.date_text),
    "money": _or_nothing(language.money),
    "number": _or_nothing(language.number),
    "percent": _or_nothing(language.percent),
    "whole": _or_nothing(language.whole),
}
"""How a template shows what it prints; nothing where there is nothing."""
