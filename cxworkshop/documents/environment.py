"""The Jinja environment of the documents: every value is escaped as Markdown, an unknown name is an error, words follow the
language in force.

Autoescape is not used: it composes HTML-escaped text in `{% trans %}`, `~` and `|join`, and lets Markdown through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined, TemplateSyntaxError, nodes

from cxworkshop import language
from cxworkshop.documents.escape import Markdown, markdown


def _joined(pieces: Any) -> Markdown:
    """What a macro, a block or a `{% set %}` body is made of: its values are escaped already."""
    return Markdown("".join(pieces))


def _printed(value: object) -> Markdown:
    return value if isinstance(value, Markdown) else markdown(value)


class MarkdownEnvironment(Environment):
    """Jinja for Markdown. Refuses the two statements whose result would skip escaping."""

    concat = staticmethod(_joined)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all((nodes.FilterBlock, nodes.CallBlock)):
            if not (isinstance(node, nodes.CallBlock) and isinstance(node.call.node, nodes.Name)):
                raise TemplateSyntaxError("this block would skip escaping", node.lineno, name, filename)
        return tree


def markdown_environment(loader: BaseLoader | None = None) -> MarkdownEnvironment:
    """The environment of our own templates, or of those that `loader` finds."""
    environment = MarkdownEnvironment(
        loader=loader or PackageLoader("cxworkshop", "templates"),
        autoescape=False,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(language._, language.plural, newstyle=False)  # type: ignore[attr-defined]  # the extension adds it
    environment.filters.update(FILTERS)
    return environment


def _or_dash(show: Callable[..., str]) -> Callable[..., str]:
    def shown(value: Any, *more: Any) -> str:
        return "–" if value is None else show(value, *more)

    return shown


def _dash(value: object) -> object:
    return "–" if value is None or value == "" else value


def _day(day: date | None) -> str:
    return language.date_text(day)


FILTERS: dict[str, Callable[..., object]] = {
    "dash": _dash,
    "day": _day,
    "money": _or_dash(language.money),
    "number": _or_dash(language.number),
    "percent": language.percent,
    "whole": _or_dash(language.whole),
}
"""How a template shows numbers and days in the reader's form; a dash where there is none."""
