"""What can be found in an open workshop: what its lists show, the lists themselves, the day's activities."""

from __future__ import annotations

from functools import partial

from cxworkshop.language import _, in_each_language
from cxworkshop.method import day
from cxworkshop.method.steps import STEPS
from cxworkshop.model.session import Session
from cxworkshop.screens.day_panel import DayPanel
from cxworkshop.screens.findable import Named
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.screens.workshop_ways import Ways
from cxworkshop.sheets.finding import Said, all_said, place_of_list
from cxworkshop.sheets.pictures import CARD, LIST, TITLES
from cxworkshop.sheets.plan import SheetPlan


class Finding:
    """Tells the finder what there is, and goes there."""

    def __init__(self, workshop: Workshop, ways: Ways, day_panel: DayPanel) -> None:
        self.workshop, self.ways, self.day_panel = workshop, ways, day_panel

    @property
    def session(self) -> Session:
        return self.workshop.session

    @property
    def plan(self) -> SheetPlan:
        return self.workshop.position.plan

    def texts(self) -> list[Said]:
        return all_said(self.workshop.reading)

    def named(self) -> list[Named]:
        here, visit = self.workshop.position, self.ways.visit
        lists = [
            Named(
                in_each_language(plan.title),
                place_of_list(step, plan),
                partial(visit, partial(self.workshop.go, here.to_step(step).to_plan(plan).to_view(LIST))),
            )
            for step in STEPS
            for plan in here.to_step(step).every_plan
        ]
        views = [
            Named(
                in_each_language(TITLES[view]),
                f"{_(TITLES[view])} · {place_of_list(step, plan)}",
                partial(visit, partial(self.workshop.go, here.to_step(step).to_plan(plan).to_view(view))),
            )
            for step in STEPS
            for plan in here.to_step(step).every_plan
            for view in plan.views
            if view != CARD
        ]
        activities = [
            Named(
                [name.casefold()],
                f"{name} · {_('the day')}",
                partial(visit, partial(self.day_panel.open_list, item)),
            )
            for item in day.queue(self.session)
            if (name := day.name_of(self.session, item))
        ]
        return [*lists, *views, *activities]

    def go_to_said(self, said: Said) -> None:
        step = self.workshop.position.to_step(said.step)
        position = step.to_plan(said.plan)
        self.ways.visit(partial(self.ways.show_cell, position, said.place))
