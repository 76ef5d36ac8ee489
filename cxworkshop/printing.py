"""Prints everything that is printed outside the screens: what people wrote has no effect on the terminal, and
output that cannot be written is an error. The command line, its verbs and the endings print with it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from cxworkshop.errors import NotSaved, ReaderGone
from cxworkshop.language import Words, say


def print_line(text: object = "") -> None:
    """Prints a line. Raises NotSaved when it cannot be written."""
    print_lines((text,))


def print_lines(texts: Iterable[object]) -> None:
    """Prints lines; of thousands all at once takes half the time. Raises as `print_line`."""
    lines = [*map(str, texts)]
    whole = "\n".join(lines)
    if whole.count("\n") >= len(lines) or not whole.replace("\n", "").isprintable():
        whole = "\n".join(map(_printable, lines))
    with _output() as output:
        output.write(f"{whole}\n" if lines else "")


def print_made(path: object) -> None:
    """Prints the path of a file that was made. Raises NotSaved, which says that it is there all the same."""
    try:
        print_line(path)
        flush()
    except ReaderGone:
        raise
    except NotSaved as error:
        raise NotSaved(say("{why} {file} is there all the same.", why=error.words, file=path)) from error


def print_json(value: object) -> None:
    """Prints a value as JSON; control and direction characters are escaped. A list has a member a line and no
    indent, which takes a tenth of the time and is seen in thousands of rows. Raises as `print_line`."""
    import json

    if isinstance(value, list):
        print_json_text(json.dumps(value, ensure_ascii=False, separators=(",\n", ": ")))
    else:
        print_json_text(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_text(text: str) -> None:
    """Prints JSON; control and direction characters are escaped. Raises as `print_line`."""
    from cxworkshop.language.harmless import escaped_json

    escaped = escaped_json(text)
    with _output() as output:
        output.write(f"{escaped}\n")


def print_document(data: bytes) -> None:
    """Prints a document as its file has it; a text on a terminal line by line as `print_line`."""
    with _output() as output:
        if output.isatty() or not hasattr(output, "buffer"):
            output.write("".join(f"{_printable(line)}\n" for line in data.decode().splitlines()))
        else:
            output.flush()
            output.buffer.write(data)


def print_help(text: str) -> None:
    """Prints words of the program on several lines, and flushes them. Raises as `print_line`."""
    with _output() as output:
        output.write(text)
        output.flush()


def print_error(words: Words, stream: TextIO | None = None) -> None:
    """Prints a line on the standard error output; ignored where that cannot be written."""
    stream = stream or sys.stderr
    try:
        if stream is not None:
            stream.write(f"cxworkshop: {_printable(words)}\n")
            stream.flush()
    except (OSError, ValueError):
        _discard(stream)


def print_progress(words: Words) -> None:
    """Shows how far something is, on a terminal, in the place of what was shown before; empty removes it."""
    try:
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r{_printable(words)}\x1b[K")
            sys.stderr.flush()
    except (OSError, ValueError):
        _discard(sys.stderr)


def flush() -> None:
    """Returns when everything printed is written. Raises as `print_line`."""
    if sys.stdout is not None:
        with _output() as output:
            output.flush()


def _printable(text: object) -> str:
    from cxworkshop.language.harmless import display  # `--help` needs none of it

    return display(text)


@contextmanager
def _output() -> Iterator[TextIO]:
    output = sys.stdout
    try:
        if output is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield output
    except (OSError, ValueError) as error:
        _discard(output)
        words = say("What should be printed could not be written: {why}.", why=_reason(error))
        raise (ReaderGone if isinstance(error, BrokenPipeError) else NotSaved)(words) from error


def _reason(error: OSError | ValueError) -> Words:
    if isinstance(error, ValueError) or error.errno == errno.EBADF:  # it is closed
        return say("there is no output")
    from cxworkshop.storage.file.disk_errors import why_not_written  # only a mistake pays for it

    return why_not_written(error)


def _discard(stream: TextIO | None) -> None:
    with suppress(OSError, ValueError):  # a stream without a file behind it
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
