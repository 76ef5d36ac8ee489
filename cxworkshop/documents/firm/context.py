"""What a firm's template can print, read off the code: names, types, and what each holds.

The verb `templates` and the page of the templates show it, in English as templates are.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from itertools import pairwise
from types import NoneType, UnionType
from typing import NamedTuple, TypeGuard, Union, get_args, get_origin, get_type_hints

from cxworkshop.documents import DOCUMENTS, Writer
from cxworkshop.documents.environment import FILTERS, SHAPES
from cxworkshop.documents.firm import CONTEXT_VERSION, with_pages
from cxworkshop.documents.firm.sandbox import JINJA_FILTERS
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session

EVERYWHERE = {
    "context_version": (int, "The version of what templates can print; raised when a name goes."),
    "language": (str, "The language of the document: en or fi."),
    "on": (date, "The day that the document is written for."),
}
"""By name: the type, and what it holds."""
_KINDS = {str: "text", int: "number", float: "number", bool: "yes or no", date: "day", NoneType: "nothing"}
DAY = date(2026, 11, 5)
EXAMPLE = "for example:"
LONGEST_EXAMPLE = 60


class Name(NamedTuple):
    """Something that can be printed; `hint` is its type."""

    name: str
    hint: object
    about: str
    example: str = ""
    """Of the demo."""

    @property
    def said(self) -> str:
        """What it holds: in words, else what it holds in the demo."""
        return self.about or (f"{EXAMPLE} {self.example}" if self.example else "")

    @property
    def kind(self) -> str:
        """Its type in words."""
        return kind(self.hint)


def everywhere() -> tuple[Name, ...]:
    """What every template of a firm has besides the contents of its document."""
    return tuple(Name(name, *about) for name, about in EVERYWHERE.items())


def contents(document: str) -> tuple[Name, ...]:
    """The names that the template of a document of ours has; a firm's document has those of one of ours."""
    module = import_module(DOCUMENTS[document].module)
    given = _given(module)
    whole = next(
        (found for found in vars(module).values() if _is_type(found) and _fields(found) == (*given,)), None
    )
    if whole:
        return names(whole)
    return tuple(
        Name(name, _hint(value), _about(_hint(value)), _example(value)) for name, value in given.items()
    )


@cache
def names(owner: type) -> tuple[Name, ...]:
    """The fields and the computed values of a type."""
    hints, abouts = get_type_hints(owner), _abouts(owner)
    examples = _examples().get(owner, {})
    fields = [
        Name(name, hints[name], abouts.get(name) or _about(hints[name]), examples.get(name, ""))
        for name in _fields(owner)
    ]
    computed = [
        Name(name, get_type_hints(value.fget)["return"], _first_sentence(value.fget))
        for name, value in vars(owner).items()
        if isinstance(value, property) and not name.startswith("_")
    ]
    return (*fields, *computed)


@cache
def _examples() -> dict[type, dict[str, str]]:
    """For each type what its fields hold in the demo, the first that is not empty."""
    examples: dict[type, dict[str, str]] = {}

    def look(value: object) -> None:
        if not isinstance(value, tuple):
            return
        known = examples.setdefault(type(value), {})
        for name, part in zip(_fields(type(value)), value, strict=False):
            if name not in known and (example := _example(part)):
                known[name] = example
        for part in value:
            look(part)

    for document in with_pages():
        for value in _given(import_module(DOCUMENTS[document].module)).values():
            look(value)
    return examples


def _example(value: object) -> str:
    """A value, or the first of several, as far as it is short; empty for what is told by its type."""
    while isinstance(value, tuple) and value and not _fields(type(value)):
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return ""
    text = f"{round(value, 2):.10g}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE].rsplit(' ', 1)[0]} …"


def types_of(named: tuple[Name, ...]) -> tuple[type, ...]:
    """The types that names are of, and those inside them, in the order they are met."""
    met: dict[type, None] = {}

    def look(names_: tuple[Name, ...]) -> None:
        for name in names_:
            for part in _types_in(name.hint):
                if part not in met:
                    met[part] = None
                    look(names(part))

    look(named)
    return tuple(met)


def kind(hint: object) -> str:
    """A type in words: text, day, list of Page, Changes or nothing."""
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(map(kind, arguments))
    if get_origin(hint) is tuple:
        if arguments[-1:] == (...,):
            return f"list of {kind(arguments[0])}" if arguments[0] is not object else "list"
        return f"({', '.join(map(kind, arguments))})"
    if isinstance(hint, type):
        return _KINDS.get(hint) or hint.__name__
    return str(hint)


def shapes() -> tuple[tuple[str, str], ...]:
    """What builds Markdown: how it is called, and what it makes."""
    return tuple(
        (f"{name}{_parameters(shape)}", _first_sentence(shape)) for name, shape in sorted(SHAPES.items())
    )


def filters() -> tuple[str, ...]:
    """Our filters and what there is of Jinja's, by name."""
    return (*sorted(FILTERS), *JINJA_FILTERS)


def described_table() -> str:
    """Everything that can be printed, as the page of the templates has it, in English."""
    given = {"every template": everywhere()} | {f"`{name}`": contents(name) for name in with_pages()}
    owners = {owner: names(owner) for named in given.values() for owner in types_of(named)}
    types = sorted((owner.__name__, _room(owner), named) for owner, named in owners.items())
    lines = [f"This is version {CONTEXT_VERSION}. What the templates of the documents are given:", ""]
    lines += _table(given.items())
    lines += ["", "What is in it, by type; two types of one name are told apart by where they belong:", ""]
    lines += _table((f"{name} ({room})", named) for name, room, named in types)
    lines += ["", "Shapes build Markdown:", "", "| shape | |", "|---|---|"]
    lines += [f"| `{call}` | {about} |" for call, about in shapes()]
    lines += ["", f"Filters: {', '.join(f'`{name}`' for name in filters())}."]
    return "\n".join(lines)


def _table(groups: Iterable[tuple[str, tuple[Name, ...]]]) -> list[str]:
    """Names with what they belong to, which is said once."""
    lines = ["| of | name | type | |", "|---|---|---|---|"]
    for owner, named in groups:
        for k, name in enumerate(named):
            lines.append(f"| {'' if k else owner} | `{name.name}` | {name.kind} | {_in_cell(name)} |")
    return lines


def _in_cell(name: Name) -> str:
    """What it holds, beside a name; an example as it is, in a code span."""
    return name.about or (f"{EXAMPLE} `{name.example.replace('|', '/')}`" if name.example else "")


def _room(owner: type) -> str:
    """Where a type is declared, to tell apart two of one name."""
    return owner.__module__.removeprefix("cxworkshop.documents.")


def _given(writer: Writer) -> Mapping[str, object]:
    """What a document's template is really given, of the demo."""
    session = demo_session("en")
    with speaking("en", session.organisation.sector):
        return writer.content(session, DAY)


def _hint(value: object) -> object:
    if isinstance(value, tuple) and not _is_type(type(value)):
        return tuple[_hint(value[0]) if value else object, ...]  # type: ignore[misc]  # made while it runs
    return type(value)


def _types_in(hint: object) -> Iterator[type]:
    if _is_type(hint):
        yield hint
    for argument in get_args(hint):
        yield from _types_in(argument)


def _is_type(hint: object) -> TypeGuard[type]:
    """Whether it is a type with named fields."""
    return isinstance(hint, type) and hasattr(hint, "_fields")


def _fields(owner: type) -> tuple[str, ...]:
    fields: tuple[str, ...] = getattr(owner, "_fields", ())
    return fields


def _about(hint: object) -> str:
    """What a type of ours says of itself."""
    owner = next(_types_in(hint), None)
    text = owner.__doc__ or "" if owner else ""
    return "" if text.startswith(f"{owner.__name__}(" if owner else "") and owner else text.split("\n\n")[0]


def _abouts(owner: type) -> dict[str, str]:
    """What stands below each field, by its name."""
    body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
    statements = body.body if isinstance(body, ast.ClassDef) else []
    return {
        field.target.id: " ".join(str(text.value.value).split())
        for field, text in pairwise(statements)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }  # fmt: skip


def _first_sentence(function: Callable[..., object] | None) -> str:
    paragraph = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
    return re.split(r"(?<=\.) ", paragraph)[0]


def _parameters(shape: Callable[..., object]) -> str:
    parameters = inspect.signature(shape).parameters.values()
    return f"({', '.join(str(parameter).partition(':')[0] for parameter in parameters)})"
