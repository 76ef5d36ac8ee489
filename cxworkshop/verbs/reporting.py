"""The verbs that read sessions and print about them: list and check."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import CxError
from cxworkshop.language import _, speaking
from cxworkshop.language.harmless import display
from cxworkshop.printing import print_json, print_line
from cxworkshop.storage.mirrors import name_of
from cxworkshop.verbs.arguments import (
    DONE,
    NO,
    WRONG,
    day_of,
    library_of,
    listed_in,
    named_in,
    today_here,
    with_copies,
)

if TYPE_CHECKING:
    from datetime import date

    from cxworkshop.storage.figures import Figures
    from cxworkshop.storage.summary import Summary


def list_workshops(arguments: Namespace) -> int:
    from cxworkshop.storage.file.versions import grouped

    library, today = library_of(arguments), today_here()
    if arguments.figures:
        return _print_figures(library.figures(today), today, as_json=arguments.json)
    summaries, code = listed_in(library)
    listed = grouped(summaries)
    if arguments.json:
        print_json([_as_json(summary, today) for summary in listed])
        return code
    if rows := [_table_row(summary, today) for summary in listed if summary.readable]:
        headings = [
            _("Name"),
            _("Organisation"),
            _("Workshop"),
            _("Round"),
            _("Steps passed"),
            _("Shared picture"),
            _("Next climb"),
            _("Open actions"),
            _("Last check-in"),
            _("Edited"),
        ]
        _print_table([headings, *rows])
    for summary in listed:
        wrong = summary.trouble or summary.flaw
        if summary.trouble and not summary.is_newer:
            wrong = with_copies(summary.path, summary.trouble)
        if wrong:
            print_line(f"! {name_of(summary.path)}: {wrong}")
    if not listed and code == DONE:
        print_line(_("No workshops in {folder}.").format(folder=library.name))
    return code


def _print_figures(figures: Figures, on: date, *, as_json: bool) -> int:
    from cxworkshop.storage.figures import told

    if as_json:
        print_json({"on": on.isoformat(), **figures._asdict()})
        return DONE
    lines = told(figures)
    width = max(len(label) for label, _words in lines)
    for label, words in lines:
        print_line(f"{label.ljust(width)}  {words}")
    return DONE


def _as_json(summary: Summary, today: date) -> dict[str, object]:
    from cxworkshop.storage.file.versions import standing
    from cxworkshop.storage.mirrors import is_mirror

    return {
        "slug": summary.slug,
        "path": None if is_mirror(summary.path) else str(summary.path.absolute()),
        "organisation": summary.organisation,
        "title": summary.title,
        "round": summary.round,
        "steps_passed": summary.steps_passed if summary.readable else None,
        "clear_share": summary.clear_share,
        "clear_share_before": summary.clear_before,
        "next_review_on": summary.next_review_on and summary.next_review_on.isoformat(),
        "actions_open": summary.actions_open if summary.readable else None,
        "actions_overdue": summary.actions_overdue(today) if summary.readable else None,
        "last_check_in": summary.checked_on and summary.checked_on.isoformat(),
        "updated_at": summary.updated_at and summary.updated_at.isoformat(),
        "readable": summary.readable,
        "problem": str(summary.trouble or summary.flaw) or None,
        "version": summary.version,
        "program": summary.program or None,
        "version_of": summary.original.slug if summary.original is not None else None,
        "stands": standing(summary) or None,
    }


def _table_row(summary: Summary, today: date) -> list[str]:
    from cxworkshop.storage.file.portfolio import open_actions, shared_picture
    from cxworkshop.storage.file.versions import described

    version = str(described(summary, today))
    return [
        f"└ {summary.slug}" if version else summary.slug,
        version or summary.organisation,
        summary.title,
        str(summary.round or ""),
        str(summary.steps_passed),
        shared_picture(summary),
        language.date_text(summary.next_review_on),
        open_actions(summary, today)[0],
        language.date_text(summary.checked_on),
        language.date_text(summary.updated_at and summary.updated_at.date()),
    ]


def check(arguments: Namespace) -> int:
    return max(_check_file(arguments, name) for name in arguments.named)


def _check_file(arguments: Namespace, name: str) -> int:
    from cxworkshop.method.readiness import open_musts, open_shoulds
    from cxworkshop.method.steps import STEPS, step
    from cxworkshop.storage.file.faults import MOST_FAULTS
    from cxworkshop.storage.file.folder import summary
    from cxworkshop.storage.file.reading import dangling

    day = day_of(arguments)
    try:
        file = named_in(arguments, name).read()
    except CxError as error:
        print_line(error)
        return WRONG
    label, session = name_of(file.path), file.session
    flaw, loose = summary(file.path).flaw, dangling(session)
    for words in (*([flaw] if flaw else ()), *(fault.words for fault in (*file.faults, *loose))):
        print_line(f"{label}: {words}")
    if not file.faults:
        print_line(_("{file}: readable").format(file=label))
    if len(file.faults) > MOST_FAULTS:
        return NO  # how ready a workshop is cannot be told from what is left of it
    missing = 0
    with speaking(language.language(), session.organisation.sector):
        for step_id in STEPS:
            musts, shoulds = open_musts(session, step_id, day), open_shoulds(session, step_id, day)
            for severity, findings in ((_("must"), musts), (_("should"), shoulds)):
                for finding in findings:
                    kind = [severity] if finding.check else []  # what could not be read is of no check
                    print_line(f"  {' · '.join([str(step(step_id).name), *kind, str(finding.words)])}")
            missing += len(musts) + len(shoulds)
    return NO if file.faults or flaw or loose or (arguments.ready and missing) else DONE


def _print_table(rows: list[list[str]]) -> None:
    from rich.cells import cell_len

    text = [[display(cell) for cell in row] for row in rows]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*text, strict=True)]
    for row in text:
        print_line(
            "  ".join(
                cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )
