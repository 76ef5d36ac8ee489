"""What each verb of the command line does: a few lines that call the rooms below.

A verb imports what it uses when it runs, so that a listing does not pay for a screen.
"""

# ruff: noqa: T201  # printing is what these are for

from __future__ import annotations

import gc
import sys
from argparse import Namespace as Asked
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from cxworkshop import language
from cxworkshop.errors import CxError, NotSaved, NotUnderstood, Unreadable, WrongUse
from cxworkshop.language import _, say
from cxworkshop.settings import settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cxworkshop.model.session import Session
    from cxworkshop.storage.file.folder import Summary
    from cxworkshop.storage.file.session_file import SessionFile

_Told = TypeVar("_Told")
DONE, NO, WRONG, NOT_WRITTEN = 0, 1, 2, 3
"""What the program ends with: done, the answer is no, wrong use or unreadable input, something could not be
written."""


# ---- screens -----------------------------------------------------------------------------------------------
def library(asked: Asked) -> int:
    _need_a_terminal()
    return _screen(asked)


def open_workshop(asked: Asked) -> int:
    _need_a_terminal()
    path = _path(asked)
    _known(path)
    return _screen(asked, open_path=path)


def new(asked: Asked) -> int:
    _need_a_terminal()
    title = (asked.title or "").encode("utf-8", "replace").decode()
    return _screen(asked, new_title=title)


def demo(asked: Asked) -> int:
    if asked.copy:
        from cxworkshop.editing import create
        from cxworkshop.method.demo import demo_session
        from cxworkshop.storage.file.folder import free_path

        path = free_path(_folder(asked), "demo")
        create(path, demo_session(language.language())).close()
        print(path.absolute())
        return DONE
    _need_a_terminal()
    from cxworkshop.rehearsal import demo_copy

    return _screen(asked, open_path=demo_copy(), throwaway=True)


def _need_a_terminal() -> None:
    """Textual paints on stderr, reads stdin, and waits for ever for what never comes when either is something
    else."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise WrongUse(
            say(
                "This needs a terminal to show itself in and to read keys from. list, check, show and "
                "write need none."
            )
        )


def _without_openssl() -> None:
    """asyncio and hashlib load OpenSSL when they find it: 5 MiB and ten milliseconds, for a program that
    speaks to no network. A name that stands for nothing makes them do without, as on a Python built so; one
    with no hashes of its own keeps it."""
    from importlib.util import find_spec

    nothing: Any = None
    for name in ("ssl", "_hashlib") if find_spec("_md5") else ("ssl",):
        sys.modules.setdefault(name, nothing)


def _screen(
    asked: Asked, *, open_path: Path | None = None, throwaway: bool = False, new_title: str | None = None
) -> int:
    _without_openssl()
    # a start makes 100,000 objects that stay: looking through them for garbage at every 700 takes an eighth
    # of it
    gc.set_threshold(10_000)
    from cxworkshop.app import run

    return run(
        folder=_folder(asked),
        open_path=open_path,
        throwaway=throwaway,
        new_title=new_title,
        language=language.language(),
        theme=asked.theme or settings().theme or None,
        troubles=settings().troubles,
    )


# ---- verbs that print --------------------------------------------------------------------------------------
def list_workshops(asked: Asked) -> int:
    from cxworkshop.storage.file.folder import summaries

    found = summaries(_folder(asked))
    if asked.json:
        import json

        print(json.dumps([_told(summary) for summary in found], ensure_ascii=False, indent=2))
        return DONE
    if rows := [_row(summary) for summary in found if summary.readable]:
        heads = [
            _("Name"),
            _("Organisation"),
            _("Workshop"),
            _("Round"),
            _("Steps passed"),
            _("Clear resp."),
            _("Next climb"),
            _("Edited"),
        ]
        _print_table([heads, *rows])
    for summary in found:
        if not summary.readable:
            print(f"! {plain(summary.path.name)}: {plain(summary.trouble)}")
    if not found:
        print(_("No workshops in {folder}.").format(folder=_folder(asked)))
    return DONE


def _told(summary: Summary) -> dict[str, object]:
    return {
        "slug": summary.slug,
        "path": str(summary.path.absolute()),
        "organisation": summary.organisation,
        "title": summary.title,
        "round": summary.round,
        "steps_passed": summary.steps_passed if summary.readable else None,
        "clear_share": summary.clear_share,
        "next_review_on": summary.next_review_on and summary.next_review_on.isoformat(),
        "updated_at": summary.updated_at and summary.updated_at.isoformat(),
        "readable": summary.readable,
    }


def _row(summary: Summary) -> list[str]:
    return [
        summary.slug,
        summary.organisation,
        summary.title,
        str(summary.round or ""),
        str(summary.steps_passed),
        language.percent(summary.clear_share),
        language.date_text(summary.next_review_on),
        language.date_text(summary.updated_at and summary.updated_at.date()),
    ]


def check(asked: Asked) -> int:
    return max(_check_file(asked, name) for name in asked.named)


def _check_file(asked: Asked, name: str) -> int:
    from cxworkshop.method.readiness import open_musts, open_shoulds
    from cxworkshop.method.steps import STEPS, step

    day = _day(asked)
    try:
        file = _read(_path(asked, name))
    except CxError as error:
        print(plain(error))
        return WRONG
    label, session = file.path.name, file.session
    for fault in file.faults:
        print(f"{plain(label)}: {plain(fault.words)}")
    if not file.faults:
        print(_("{file}: readable").format(file=plain(label)))
    missing = 0
    for stair in STEPS:
        musts, shoulds = open_musts(session, stair, day), open_shoulds(session, stair, day)
        for severity, findings in ((_("must"), musts), (_("should"), shoulds)):
            for finding in findings:
                print(f"  {step(stair).name} · {severity} · {finding.check}: {plain(finding.words)}")
        missing += len(musts) + len(shoulds)
    return NO if file.faults or (asked.ready and missing) else DONE


def write(asked: Asked) -> int:
    from cxworkshop.documents import DOCUMENTS, write_document

    if not asked.document:
        raise WrongUse(say("Which document? There is: {words}.", words=", ".join(DOCUMENTS)))
    file = _read(_path(asked))
    if file.faults:
        print(f"{file.path.name}: {plain(file.read_only)}", file=sys.stderr)
    spoken, day = asked.language or file.session.workshop.language or language.language(), _day(asked)
    text = write_document(file.session, asked.document, language=spoken, on=day)
    if asked.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        return DONE
    print(_kept(asked, file, text, spoken, day))
    return DONE


def _kept(asked: Asked, file: SessionFile, text: str, spoken: str, day: date) -> Path:
    from pathlib import Path

    from cxworkshop.documents.names import document_name
    from cxworkshop.storage.atomic import replace_file
    from cxworkshop.storage.file.folder import summary

    if asked.output:
        path = Path(asked.output).expanduser().absolute()
    else:
        path = (
            file.path.parent
            / f"{file.path.stem}-documents"
            / document_name(file.session, asked.document, spoken, day)
        )
    try:
        if path.exists() and summary(path).readable:
            raise NotSaved(say("{file} is a workshop; no document takes its place.", file=path.name))
        if path.exists() and not asked.replace:
            raise NotSaved(say("{file} is there already; --replace writes over it.", file=path))
        if not asked.output:
            path.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(path, text.encode())
    except OSError as error:
        if isinstance(error, CxError):
            raise
        raise NotSaved(
            say("{file} could not be written: {why}.", file=path, why=error.strerror or str(error))
        ) from error
    return path


def show(asked: Asked) -> int:
    from cxworkshop.method.steps import STEPS, step

    session, day = _read(_path(asked)).session, _day(asked)
    for name in [asked.step] if asked.step else STEPS:
        print(f"{step(name).stair} {step(name).name}")
        for line in _lines(session, name, day):
            print(f"  {plain(line)}")
    return DONE


def _lines(session: Session, name: str, day: date) -> Iterable[str]:
    """What a step has recorded: the name of each table, and below it a line for each row with all that is
    filled in."""
    from cxworkshop.method.steps import STEP_TABLES
    from cxworkshop.model.kinds import Reading
    from cxworkshop.model.place import Place, field_of, fields, row_name, value_at
    from cxworkshop.model.session import TABLES

    reading = Reading(session, day)
    for table in STEP_TABLES[name]:
        declared = TABLES[table].table
        named = bool(declared.key or declared.names) and not declared.single
        left_out = {"id", *declared.keys, declared.names} if named else {"id"}
        lines = []
        for row in (session.round,) if table == "rounds" else session.records(table):
            told = [row_name(session, Place(table, row.id))] if named else []
            for field in fields(table):
                kind, value = field_of(table, field).kind, value_at(session, Place(table, row.id, field))
                if field not in left_out and (shown := kind.show(value, reading)):
                    told.append(f"{say(kind.label)}: {shown}")
            lines += ["  " + " · ".join(told)] if told else []
        if lines:
            yield _(declared.label)
            yield from lines


def restore(asked: Asked) -> int:
    from cxworkshop.storage.file.copies import copies
    from cxworkshop.storage.file.folder import summary
    from cxworkshop.storage.file.session_file import restored

    name, *numbers = asked.named
    path = _path_once(asked, name)
    held = copies(path.resolve())
    if not numbers:
        for number, copy in enumerate(held, 1):
            told = summary(copy.path)
            about = (
                told.trouble
                if not told.readable
                else f"{told.organisation} · {told.title} · {_('round')} {told.round}"
            )
            print(f"{number:>3}  {copy.when}  {plain(about)}")
        if not held:
            print(_("There is no older copy of {file} yet.").format(file=plain(path.name)))
        return DONE if held else NO
    if len(numbers) > 1 or not numbers[0].isdecimal() or not 0 < int(numbers[0]) <= len(held):
        asked_for = " ".join(numbers)
        raise WrongUse(
            say(
                "There is no copy {number} of {file}; restore {name} lists them.",
                number=asked_for,
                file=path.name,
                name=name,
            )
        )
    print(restored(path, held[int(numbers[0]) - 1])[0])
    return DONE


def schema(_asked: Asked) -> int:
    import json

    from cxworkshop.storage.file.schema import schema as schema_of_a_file

    print(json.dumps(schema_of_a_file(), ensure_ascii=False, indent=2))
    return DONE


# ---- what they share ---------------------------------------------------------------------------------------
def _folder(asked: Asked) -> Path:
    from pathlib import Path

    from cxworkshop.storage.file.folder import default_folder

    if asked.sessions:
        return Path(asked.sessions).expanduser().absolute()
    return default_folder(settings().folder)


def _path(asked: Asked, name: str | None = None) -> Path:
    from cxworkshop.storage.file.folder import resolve

    return resolve(name or asked.named, _folder(asked))


def _path_once(asked: Asked, name: str) -> Path:
    """The path of a session, also of one that is gone and has copies."""
    from pathlib import Path

    from cxworkshop.storage.file.copies import copies

    gone = Path(name) if name.endswith(".json") else _folder(asked) / f"{name}.json"
    return gone.absolute() if not gone.exists() and copies(gone) else _path(asked, name)


def _known(path: Path) -> None:
    """Raises Unreadable for what is no session by its first line; the rest of a file is read when its screen
    is there."""
    from cxworkshop.storage.file.header import read_header

    _by_name(path, read_header)


def _read(path: Path) -> SessionFile:
    from cxworkshop.storage.file.session_file import SessionFile

    return _by_name(path, SessionFile.read)


def _by_name(path: Path, read: Callable[[Path], _Told]) -> _Told:
    """What `read` makes of a file; what is wrong with it is said with the file's name."""
    try:
        return read(path)
    except Unreadable as error:
        raise Unreadable(say("{file}: {why}", file=path.name, why=error.words)) from None


def _day(asked: Asked) -> date:
    from datetime import datetime

    from cxworkshop.model.dates import read_day

    today = datetime.now().astimezone().date()
    if not asked.on:
        return today
    day = read_day(asked.on, today, language.language())
    if day is None:
        raise NotUnderstood(say("{value} is not a date, such as 2026-11-30 or +30d.", value=asked.on))
    return day


def _print_table(rows: list[list[str]]) -> None:
    from rich.cells import cell_len

    shown = [[plain(cell) for cell in row] for row in rows]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*shown, strict=True)]
    for row in shown:
        print(
            "  ".join(
                cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )


def plain(text: object) -> str:
    """Text as it may stand in a terminal: what people wrote into a file does nothing there."""
    from cxworkshop.sheets.text import display

    return display(text)


def documents() -> Iterable[str]:
    from cxworkshop.documents import DOCUMENTS

    return DOCUMENTS


def steps() -> Iterable[str]:
    from cxworkshop.method.steps import STEPS

    return STEPS
