"""What was imported of survey data: each file with its counts, and the figures by month that came of it."""

from datetime import date
from typing import Annotated, ClassVar

from cxworkshop.language import N_
from cxworkshop.model.kinds import Choice, Day, LongText, Number, Period, Reference, References, Text
from cxworkshop.model.record import Record, Table

REASONS = (
    ("no_answer", N_("no answer of this scale")),
    ("not_whole", N_("no whole number")),
    ("outside", N_("outside the scale")),
    ("no_touchpoint", N_("no touchpoint")),
    ("no_day", N_("no day")),
    ("no_such_day", N_("no such day")),
    ("future", N_("a day in the future")),
    ("no_count", N_("no number of answers")),
    ("misshapen", N_("not as many cells as the heading")),
    ("unclosed", N_("a quotation mark that is not closed")),
    ("unreadable", N_("characters that cannot be read")),
    ("total", N_("a total, no answer")),
    ("test", N_("a test answer")),
    ("other", N_("something else")),
)
"""Why an answer is not counted."""


class Import(Record):
    """One file of answers: what it was, how many rows were used, and as what they were understood. No row,
    and no text of one, is here."""

    table: ClassVar[Table] = Table(
        name="imports",
        label=N_("Imported files"),
        singular=N_("imported file"),
        names="file",
        prefix="im",
        carried="history",
    )
    file: Annotated[str, Text(label=N_("File"))] = ""
    sha256: Annotated[
        str, Text(label=N_("Digest (SHA-256)"), help=N_("Tells the same file again, whatever its name is."))
    ] = ""
    imported_on: Annotated[date | None, Day(label=N_("Imported on"))] = None
    rows: Annotated[int | None, Number(label=N_("Rows"), whole=True, minimum=0)] = None
    used: Annotated[int | None, Number(label=N_("Answers used"), whole=True, minimum=0)] = None
    not_applicable: Annotated[int | None, Number(label=N_("Not applicable"), whole=True, minimum=0)] = None
    rejected: Annotated[int | None, Number(label=N_("Rejected"), whole=True, minimum=0)] = None
    unknown: Annotated[
        int | None,
        Number(label=N_("Left out"), help=N_("Of touchpoints that were left out."), whole=True, minimum=0),
    ] = None
    choices: Annotated[
        str, LongText(label=N_("Understood as"), help=N_("The choices; the next file is read by them."))
    ] = ""


class Rejects(Record):
    """How many answers of a file were not counted, for one reason."""

    table: ClassVar[Table] = Table(
        name="rejects",
        label=N_("Rejected answers"),
        singular=N_("reason of rejection"),
        key="imported,reason",
        carried="history",
    )
    imported: Annotated[str | None, Reference(label=N_("Imported from"), to="imports")] = None
    reason: Annotated[str | None, Choice(label=N_("Reason"), of=REASONS)] = None
    n: Annotated[int | None, Number(label=N_("Answers (n)"), whole=True, minimum=0)] = None


class MonthFigure(Record):
    """What a measure showed in one month. With few answers only their number is kept."""

    table: ClassVar[Table] = Table(
        name="months",
        label=N_("Figures by month"),
        singular=N_("figure of a month"),
        key="measure,month",
        carried="history",
    )
    measure: Annotated[str | None, Reference(label=N_("Measure"), to="measures")] = None
    month: Annotated[str, Period(label=N_("Month"))] = ""
    n: Annotated[int | None, Number(label=N_("Answers (n)"), whole=True, minimum=0)] = None
    k: Annotated[int | None, Number(label=N_("Of them (k)"), whole=True, minimum=0)] = None
    mean: Annotated[float | None, Number(label=N_("Mean"), decimals=2)] = None
    sd: Annotated[float | None, Number(label=N_("Spread (sd)"), minimum=0, decimals=2)] = None
    promoters: Annotated[int | None, Number(label=N_("Promoters"), whole=True, minimum=0)] = None
    passives: Annotated[int | None, Number(label=N_("Passives"), whole=True, minimum=0)] = None
    detractors: Annotated[int | None, Number(label=N_("Detractors"), whole=True, minimum=0)] = None
    imported: Annotated[str | None, Reference(label=N_("Imported from"), to="imports")] = None
    together: Annotated[
        tuple[str, ...],
        References(
            label=N_("Counted together with"),
            help=N_("Other files of the same time whose answers are counted in."),
            to="imports",
            is_new=True,
        ),
    ] = ()
