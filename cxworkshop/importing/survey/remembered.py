"""How a file of the same columns was taken the last time: the next one of a monthly export asks nothing that
was answered before."""

from __future__ import annotations

from cxworkshop.errors import WrongUse
from cxworkshop.importing.survey.choices_file import roles_wanted, wanted_of
from cxworkshop.importing.survey.preview import Preview, known_touchpoints
from cxworkshop.model.session import Session


def as_before(preview: Preview, session: Session) -> Preview:
    """A file that nothing was said of, with the choices of the newest import whose columns it has; as it is
    where there is none. The period of answers without a day is not the last one's."""
    for round_ in reversed(session.rounds):
        for imported in reversed(round_.imports):
            try:
                wanted = wanted_of(imported.choices, known_touchpoints(session))
                roles = roles_wanted(preview.look, preview.roles, wanted.columns)
            except WrongUse:  # other columns, or a touchpoint that is gone
                continue
            if wanted.columns:
                return preview._replace(roles=roles, choices=wanted.choices._replace(since=None, until=None))
    return preview
