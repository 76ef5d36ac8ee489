"""What was understood of survey files, as the record takes it: counts and figures, no text of a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cxworkshop.importing.survey.shapes import Understood
from cxworkshop.method.surveys import Survey


def survey_of(understood: Understood, choices: str = "", measures: Mapping[str, str] | None = None) -> Survey:
    """A survey to be recorded. `choices`: how it was read, so that the next file can be read by it;
    `measures`: those that were chosen for its figures."""
    rejects = Counter[str](understood.aside)
    for reject, n in understood.rejects.items():
        rejects[reject.reason] += n
    return Survey(
        file=", ".join(file.name for file in understood.files),
        digest=" ".join(sorted(file.digest for file in understood.files)),
        figures=understood.figures,
        months=understood.months,
        rows=sum(file.rows for file in understood.files),
        used=understood.used,
        not_applicable=understood.not_applicable,
        left_out=understood.left_out + sum(one.answers for one in understood.unknown.values()),
        rejects=rejects,
        choices=choices,
        measures=measures or {},
    )
