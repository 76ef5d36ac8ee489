"""The process that writes a firm's template: it limits itself, writes one answer, and ends.

Started by `apart`, which hands it a pickled `Task`; answers in JSON. It opens no file once it has its task.
"""

from __future__ import annotations

import json
import pickle
import re
import signal
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from traceback import walk_tb
from typing import NamedTuple, NoReturn

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError

from cxworkshop.documents.firm.sandbox import OURS, FirmEnvironment, Refused, firm_environment
from cxworkshop.documents.reader import read
from cxworkshop.errors import CxError
from cxworkshop.language import speaking


class Limits(NamedTuple):
    """What a firm's template may take. Memory is limited where the system can: not on Windows and macOS."""

    seconds: int = 5
    memory: int = 512 * 2**20
    """Bytes."""
    characters: int = 2_000_000
    """Of the document."""


class Task(NamedTuple):
    """What is to be written; `name` is the document's template, None when all are only read through."""

    sources: Mapping[str, str]
    name: str | None
    content: Mapping[str, object]
    language: str
    sector: str | None
    limits: Limits = Limits()


class Answer(NamedTuple):
    """The text, or what is wrong: a key of `apart.FAULTS`, template, line, and the word it is about."""

    text: str = ""
    fault: str = ""
    template: str = ""
    line: int = 0
    word: str = ""


_SYNTAX = (
    (r"No (?:filter|test) named '(.*)'", "filter"),
    (r"Encountered unknown tag '(.*?)'", "tag"),
    (r"(?:The innermost block that needs to be closed is '(.*)')", "unclosed"),
    (r"(.*)", "syntax"),
)
"""What Jinja says of a template that it cannot read, and the key of our words."""


_TAG = re.compile(r"{%[-+]?\s*(\w+)")
_CALLED = re.compile(r"'?(?:macro )?'?(\w+)'?(?:\(\))? (?:missing|takes|got)")


def answer(task: Task) -> Answer:
    """The document, or what is wrong in its templates."""
    environment = firm_environment(task.sources)
    try:
        with speaking(task.language, task.sector):
            if task.name is None:
                return _read_through(environment, task.sources)
            _check_blocks(environment, task.sources, task.name)
            text = ""
            for piece in environment.get_template(task.name).generate(task.content):
                text += piece
                if len(text) > task.limits.characters:
                    return Answer(fault="endless", template=task.name)
            read(text, {})  # so that whoever makes a page of it finds nothing that takes long or is refused
            return Answer(text)
    except Exception as error:  # noqa: BLE001  # whatever a template may bring about
        return _fault(error, task)


def _read_through(environment: FirmEnvironment, sources: Mapping[str, str]) -> Answer:
    for name in sources:
        environment.get_template(name)
        _check_blocks(environment, sources, name)
    return Answer()


def _check_blocks(environment: FirmEnvironment, sources: Mapping[str, str], name: str) -> None:
    """Raises Refused where a template replaces a block that what it extends does not have."""
    tree = environment.parse(sources.get(name, ""), name)
    extends = tree.find(nodes.Extends)
    if extends is None or not isinstance(extends.template, nodes.Const):
        return
    parent = environment.get_template(environment.join_path(extends.template.value, name))
    for block in tree.body:
        if isinstance(block, nodes.Block) and block.name not in parent.blocks:
            raise Refused("block", _with_nearest(block.name, parent.blocks), block.lineno, name)


def _with_nearest(word: str, known: Iterable[str]) -> str:
    """A word, and the one that was meant."""
    return ", ".join([word, *get_close_matches(word, sorted(known), 1)])


def _fault(error: Exception, task: Task) -> Answer:
    kind, word = _kind(error)
    if isinstance(error, TemplateSyntaxError):
        name = error.name or task.name or ""
        opened = _opened(task.sources.get(name, ""), word) if kind == "unclosed" else None
        return Answer("", kind, name, opened or error.lineno, word)
    if kind == "unknown":
        word = _with_nearest(word, _names(task.content))
    if kind == "missing":
        word = _with_nearest(word, (name for name in task.sources if not name.startswith(OURS)))
    places = (
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename in task.sources
    )
    template, line = next(reversed([*places]), (task.name or "", 0))
    return Answer("", kind, template, line, word)


def _opened(source: str, statement: str) -> int | None:
    """The line of the innermost statement of a name that is not closed."""
    lines: list[int] = []
    for tag in _TAG.finditer(source):
        if tag[1] == statement:
            lines.append(source.count("\n", 0, tag.start()) + 1)
        elif tag[1] == f"end{statement}" and lines:
            lines.pop()
    return lines[-1] if lines else None


def _names(value: object) -> set[str]:
    """What a template can print of a value, by name."""
    if isinstance(value, Mapping):
        return {str(key) for key in value}.union(*map(_names, value.values()))
    if isinstance(value, tuple):
        return set(getattr(value, "_fields", ())).union(*map(_names, value))
    return set()


def _kind(error: Exception) -> tuple[str, str]:
    """The key of the words for an error, and the word it is about."""
    message = str(error)
    if isinstance(error, Refused):
        return error.kind, error.word
    if isinstance(error, TemplateSyntaxError):
        found = ((re.search(pattern, error.message or ""), kind) for pattern, kind in _SYNTAX)
        return next((kind, match[1]) for match, kind in found if match)
    if isinstance(error, TemplateNotFound):
        return "missing", str(error.name)
    if isinstance(error, TypeError) and (call := _CALLED.match(message)):
        return "arguments", call[1].removeprefix("macro ")
    last_quoted = (re.findall(r"'([^']*)'", message) or [message])[-1]
    kinds: tuple[tuple[type[Exception], str, str], ...] = (
        (SecurityError, "forbidden", (re.findall(r"'([^']*)'", message) or [message])[0]),
        (UndefinedError, "unknown", last_quoted),
        (RecursionError, "recursion", ""),
        (MemoryError, "memory", ""),
        (OverflowError, "large", ""),
        (TimeoutError, "endless", ""),
        (TemplateError, "syntax", message),
        (CxError, "reading", message),
    )
    return next(
        ((kind, word) for error_type, kind, word in kinds if isinstance(error, error_type)),
        ("computing", message),
    )


def _limit(limits: Limits) -> None:
    """Puts the limits in force for this process, as far as the system has them."""
    if sys.platform != "win32":  # which has none
        import resource

        signal.signal(signal.SIGXCPU, _stop)
        for which, limit, at_last in (
            (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
            (resource.RLIMIT_AS, limits.memory, limits.memory),
            (resource.RLIMIT_FSIZE, 0, 0),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with suppress(OSError, ValueError):  # macOS refuses some
                resource.setrlimit(which, (limit, at_last))


def _stop(_signal: int, _frame: object) -> NoReturn:
    """Ends a loop where it is, so that its line is known."""
    raise TimeoutError


def main() -> None:
    """Reads a task from the standard input and writes its answer."""
    task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the program itself
    _limit(task.limits)
    sys.stdout.write(json.dumps(answer(task)))


if __name__ == "__main__":
    main()
