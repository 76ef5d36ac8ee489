"""The verbs that look at sessions and print what they see: list, check, show."""

# ruff: noqa: T201  # printing is what these are for

from __future__ import annotations

from argparse import Namespace as Asked
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import CxError
from cxworkshop.language import _, say
from cxworkshop.verbs.naming import DONE, NO, WRONG, day_of, folder_of, path_of, plain, read

if TYPE_CHECKING:
    from datetime import date

    from cxworkshop.model.session import Session
    from cxworkshop.storage.file.folder import Summary


def list_workshops(asked: Asked) -> int:
    from cxworkshop.storage.file.folder import summaries

    found = summaries(folder_of(asked))
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
        print(_("No workshops in {folder}.").format(folder=folder_of(asked)))
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

    day = day_of(asked)
    try:
        file = read(path_of(asked, name))
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


def show(asked: Asked) -> int:
    from cxworkshop.method.steps import STEPS, step

    session, day = read(path_of(asked)).session, day_of(asked)
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
