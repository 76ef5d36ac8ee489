"""The Jinja environment of a firm's own templates: our shapes, words and escapes, and nothing to get out by.

It reads no file: sources are handed in. What takes too much is stopped by the process around it (`apart`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn

from jinja2 import BaseLoader, FunctionLoader, TemplateSyntaxError, nodes
from jinja2.compiler import Frame
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cxworkshop.documents.environment import FILTERS, EscapingCode, MarkdownEnvironment, environment_of

OURS = "ours/"
"""Before the name of one of our templates that a firm has replaced."""
JINJA_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "first", "groupby", "int", "join", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select",
    "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip
"""What a firm's template has of Jinja's filters: none that marks text as safe, walks attributes or pads."""
GLOBALS = ("namespace", "range")
TEXT_METHODS = frozenset(
    ("capitalize", "casefold", "endswith", "join", "lower", "lstrip", "partition", "removeprefix",
     "removesuffix", "replace", "rpartition", "rsplit", "rstrip", "split", "startswith", "strip", "title",
     "upper")
)  # fmt: skip
"""Beside `format`, which Jinja's sandbox watches."""
DAY_METHODS = frozenset(("isoformat", "isoweekday", "weekday"))
MARKS = ("box", "cover", "heading", "page", "table", "wide")
"""What a template tells a writer, as `cxworkshop.documents.reader` knows it; `tick` makes one more."""
_MARK = re.compile(rf"<!-- (?:{'|'.join(MARKS)})(?:: [^<>]*)? -->")
_MARK_BEFORE_VALUE = re.compile(rf"<!-- (?:(?:{'|'.join(MARKS)}): [^<>]*)?\Z")
_LOADS = re.compile(
    r"(?P<html><(?=[a-zA-Z/!?]|\Z))"  # at the end: what follows is only known when it is printed
    r"|(?P<image>!\[)"
    r"|(?P<link>\]\([^)\s]*\Z|^ {0,3}\[[^\]]+\]:[ \t]*\S*\Z)",
    re.MULTILINE,
)
LARGEST = 1_000_000
"""Characters, members or digits that one sum or product may have."""


class Refused(TemplateSyntaxError):
    """A template says what none may: `kind` is a key of `apart.FAULTS`, `word` what is refused."""

    def __init__(self, kind: str, word: str, line: int, name: str | None) -> None:
        super().__init__(kind, line, name, name)
        self.kind, self.word = kind, word


class _FirmCode(EscapingCode):
    """Refuses HTML but our marks, and addresses that carry away what people said."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        for k, part in enumerate(node.nodes):
            if isinstance(part, nodes.TemplateData):
                after = node.nodes[k + 2] if k + 2 < len(node.nodes) else None
                closes = isinstance(after, nodes.TemplateData) and after.data.startswith(" -->")
                self._check(part, is_mark_open=closes)
        super().visit_Output(node, frame)

    def _check(self, part: nodes.TemplateData, *, is_mark_open: bool) -> None:
        """`is_mark_open`: whether the value after the text is the last of a mark; no value can close one."""
        for match in _LOADS.finditer(part.data):
            start = match.start()
            if _MARK.match(part.data, start) or (is_mark_open and _MARK_BEFORE_VALUE.match(part.data, start)):
                continue
            line = part.lineno + part.data.count("\n", 0, start)
            raise Refused(match.lastgroup or "", part.data[start:].split("\n")[0][:40], line, self.name)

    def refuse(self, node: nodes.Stmt) -> NoReturn:
        raise Refused("escaping", type(node).__name__, node.lineno, self.name)


class FirmEnvironment(MarkdownEnvironment, ImmutableSandboxedEnvironment):
    """Only plain values and what is named above can be reached."""

    code_generator_class = _FirmCode
    intercepted_binops = frozenset(("+", "*", "**"))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if not callable(value) or isinstance(value, BlockReference | Macro):
            return True
        return (
            isinstance(obj, LoopContext)
            or (isinstance(obj, str) and attr in TEXT_METHODS)
            or (isinstance(obj, date) and attr in DAY_METHODS)
        )

    def wrap_str_format(self, value: object) -> Callable[..., str] | None:
        """As Jinja's, whose result is of the type of the text: Markdown with what people said, unescaped."""
        shown = super().wrap_str_format(value)
        return shown and (lambda *arguments, **named: str(shown(*arguments, **named)))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if _size(operator, left, right) > LARGEST:
            raise OverflowError
        return super().call_binop(context, operator, left, right)

    def join_path(self, template: str, parent: str) -> str:
        """A template that names itself means ours of that name, which it replaces."""
        return OURS + template if template == parent else template


def _size(operator: str, left: object, right: object) -> float:
    """How much a sum, a product or a power has at most."""
    if operator == "+":
        return sum(len(part) for part in (left, right) if isinstance(part, str | list | tuple))
    if isinstance(left, int) and isinstance(right, int):
        bits = (
            left.bit_length() * max(right, 1) if operator == "**" else left.bit_length() + right.bit_length()
        )
        return bits / 3
    for several, times in ((left, right), (right, left)):
        if isinstance(several, str | list | tuple) and isinstance(times, int):
            return len(several) * times
    return 0


def firm_environment(sources: Mapping[str, str]) -> FirmEnvironment:
    """An environment that knows the templates handed in, by name, and no others."""
    environment = environment_of(FirmEnvironment, _loader(sources))
    for name in set(DEFAULT_NAMESPACE) - set(GLOBALS):
        del environment.globals[name]
    environment.filters = {name: environment.filters[name] for name in (*JINJA_FILTERS, *FILTERS)}
    return environment


def _loader(sources: Mapping[str, str]) -> BaseLoader:
    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (sources[name], name, lambda: True) if name in sources else None

    return FunctionLoader(source)
