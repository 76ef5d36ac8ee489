"""How soon documents are written, beside what the same work costs without us in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader

from cxworkshop.documents import written_document
from cxworkshop.documents.environment import TEMPLATES, MarkdownEnvironment, our_environment
from cxworkshop.documents.plan import content
from cxworkshop.documents.writers import pdf
from cxworkshop.handing_out import Handout
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from tests.documents.large import large

pytestmark = pytest.mark.benchmark
ON = date(2026, 11, 21)
OURS = """
import sys, time
from datetime import date
from cxworkshop.documents import written_document
from cxworkshop.method.demo import demo_session

def write(form):
    return written_document(demo, "plan", language="en", on=date(2026, 11, 21), form=form)

demo = demo_session("en")
write("html")
began = time.process_time()
write(sys.argv[1])
print(time.process_time() - began)
"""
"""As from the screen, which has shown the plan before it writes it."""
BARE = """
import sys, time
began = time.process_time()
import typst
fonts = typst.Fonts(include_system_fonts=False, font_paths=[sys.argv[1]])
values = {"document": open(sys.argv[2], encoding="utf-8").read()}
compiler = typst.Compiler(sys.argv[3], font_paths=fonts, sys_inputs=values)
compiler.compile(format="pdf", pdf_standards=["ua-1"])
print(time.process_time() - began)
"""


def least(times: int, work: Callable[[], object]) -> float:
    """Seconds of the processor; what is above the least is whatever else the machine does."""

    def seconds() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return min(seconds() for _time in range(times))


def cold(script: str, *arguments: str) -> float:
    """Seconds that a script says it took in a process of its own."""
    command = [sys.executable, "-c", script, *arguments]
    runs = (subprocess.run(command, check=True, capture_output=True, text=True) for _time in range(5))
    return min(float(done.stdout) for done in runs)


def test_a_pdf_of_a_plan_takes_half_as_long_again_as_typst_takes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in a process of its own; typst alone has the values of a document of the same length at hand."""
    values = tmp_path / "values.json"
    compiled = pdf.compiled

    def keep(text: str, has_system_fonts: bool, standards: list[str]) -> bytes:
        values.write_text(text, encoding="utf-8")
        return compiled(text, has_system_fonts, standards)

    monkeypatch.setattr(pdf, "compiled", keep)
    plan = Handout("plan", "en", ON, form="pdf")
    session = demo_session("en")
    plan.written(session)
    bare, ours = cold(BARE, str(pdf.FONTS), str(values), str(pdf.TEMPLATE)), cold(OURS, "pdf")
    warm = least(5, lambda: plan.written(session))
    print(f"PDF of the plan: {ours / bare:.2f} times typst alone, of at most 1.5")
    print(f"once more: {warm * 1e3:.0f} ms of at most 100")
    assert ours < 1.5 * bare
    assert warm < 0.1


def test_a_word_file_of_a_plan_takes_less_than_a_second_and_a_half() -> None:
    took = cold(OURS, "docx")
    print(f"Word file of the plan: {took:.2f} s of at most 1.5")
    assert took < 1.5


def test_three_audiences_two_languages_and_five_forms_take_less_than_twelve_seconds() -> None:
    """Everybody in the room, each person, and other programs."""
    sessions = {language: demo_session(language) for language in ("en", "fi")}

    def write() -> None:
        for language, session in sessions.items():
            for name in ("plan", "owner", "actions"):
                for form in ("md", "html", "docx", "pdf"):
                    written_document(session, name, language=language, on=ON, form=form)
            written_document(session, "plan", language=language, on=ON, form="csv")
            written_document(session, "actions", language=language, on=ON, form="csv")

    took = least(2, write)
    print(f"three audiences in two languages and five forms: {took:.1f} s of at most 12")
    assert took < 12


def test_a_plan_of_a_thousand_touchpoints_takes_twice_its_template_without_escapes() -> None:
    session = large("en", 2, 1000)
    plain = MarkdownEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    escaping = our_environment()
    plain.globals, plain.filters = escaping.globals, escaping.filters
    with speaking("en"):
        values = content(session, ON)
        bare, ours = (
            least(3, partial(environment.get_template("plan.md.j2").render, values))
            for environment in (plain, escaping)
        )
    print(f"a thousand touchpoints: {ours / bare:.2f} times the template without escapes, of at most 2")
    assert ours < 2 * bare
