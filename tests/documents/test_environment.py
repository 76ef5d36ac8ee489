"""A template of a document cannot print a value that Markdown would read as anything but text."""

from __future__ import annotations

from datetime import date

import pytest
from jinja2 import DictLoader, TemplateSyntaxError, UndefinedError

from cxworkshop.documents.environment import markdown_environment
from cxworkshop.documents.look import Look
from cxworkshop.documents.reader import read
from cxworkshop.documents.tree import About, Tree
from cxworkshop.documents.writers.html import write
from cxworkshop.language import speaking

BAD = "*x* [y](http://z)"
SAFE = r"\*x\* \[y\](http\://z)"


def render(source: str, **values: object) -> str:
    return markdown_environment(DictLoader({"t": source})).get_template("t").render(**values)


@pytest.mark.parametrize(
    "source",
    [
        "{{ v }}", "{{ v|safe }}", "{{ v|string }}", "{{ [v]|join }}", "{{ '%s'|format(v) }}", "{{ v ~ '' }}",
        "{{ _(v) }}",
        "{% set x %}{{ v }}{% endset %}{{ x }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(v) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
        "{% trans v=v %}{{ v }}{% endtrans %}",
        "{% block b %}{{ v }}{% endblock %}",
    ],
)  # fmt: skip
def test_values_are_escaped_once_however_they_are_printed(source: str) -> None:
    assert render(source, v=BAD) == SAFE


@pytest.mark.parametrize(
    "source", ["{% filter upper %}{{ v }}{% endfilter %}", "{% call v.m() %}x{% endcall %}"]
)
def test_statements_that_would_skip_escaping_are_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source, v=BAD)


def test_a_name_that_is_not_there_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render("{{ v.nothing }}", v=date(2026, 1, 1))


def test_numbers_and_days_are_written_as_the_reader_writes_them() -> None:
    source = (
        "{{ m|money }} {{ s|percent(1) }} {{ d|day }} {{ x|number }} "
        "{{ none|day }}{{ none|money }}{{ none|percent }}{{ none|bold }}"
    )
    values: dict[str, object] = {"m": 1020000, "s": 0.357142, "d": date(2026, 11, 5), "x": 4.9, "none": None}
    assert render(source, **values) == "€1,020,000 35.7% 5 Nov 2026 4.9 "
    with speaking("fi"):
        assert render(source, **values) == "1\u00a0020\u00a0000\u00a0€ 35,7\u202f% 5.11.2026 4,9 "


def test_a_table_a_list_and_bold_words_escape_what_they_hold_and_leave_out_what_is_empty() -> None:
    assert (
        render("{{ head('a', v) }}\n{{ row(v, none) }}", v="|") == "| a | &#124; |\n|---|---|\n| &#124; | – |"
    )
    assert render("{{ items(('a', v), ('b', none), (v, 0)) }}", v="*") == "- **a:** \\*\n- **\\*:** 0"
    assert render("{{ row(v|bold) }}", v="*x*") == "| **\\*x\\*** |"


def page(text: str) -> str:
    return write(Tree(About("T", "", "en", date.min, ""), read(text, {})), Look()).data.decode()


@pytest.mark.parametrize("action", ["a01", "a11kvmt", "a1x2", "own-id_2"])
def test_the_mark_of_an_action_ends_its_line_and_is_not_shown(action: str) -> None:
    line = render("- {{ box(false) }} {{ text }}{{ tick(v) }}", v=action, text="what -->")
    assert line.endswith(f" <!-- action: {action} -->")
    assert page(line).replace(f'data-action="{action}"', "").count(action) == 0


@pytest.mark.parametrize("action", ["", None, "a b", "a-->", "a--b", "<!--", "ä1", "a\n1", "-a"])
def test_an_id_that_a_mark_cannot_hold_has_none(action: object) -> None:
    assert render("{{ tick(v) }}", v=action) == ""


def test_a_box_is_open_ticked_or_never_to_be_ticked() -> None:
    assert render("{{ box(false) }}{{ box(true) }}{{ box(true, true) }}") == "[ ][x][-]"
    assert "☒ no" in page("- [-] no\n")
