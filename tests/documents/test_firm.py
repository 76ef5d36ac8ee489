"""A firm's own templates print what ours print, in every format; a hostile one gets out nowhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkshop.documents import DOCUMENTS, documents, reader, write_document, written_document
from cxworkshop.documents.escape import markdown
from cxworkshop.documents.firm import ENDING, Firm, our_sources, task, with_pages
from cxworkshop.documents.firm.apart import FAULTS, read_through, text_of
from cxworkshop.documents.firm.child import Answer, Limits, Task, answer
from cxworkshop.documents.firm.context import contents, names
from cxworkshop.documents.firm.sandbox import MARKS, OURS
from cxworkshop.errors import FaultyTemplate
from cxworkshop.language import speaking
from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session

ON = date(2026, 11, 5)
SECRET = "Anna said so *aloud*"
CONTENT = {"v": SECRET, "words": ("a", "b"), "on": ON, "none": None}


def answered(source: str, parts: dict[str, str] | None = None, **content: object) -> Answer:
    """What the process that writes would answer, without the process."""
    sources = {**(parts or {}), "t.md.j2": source}
    return answer(Task(sources, "t.md.j2", {**CONTENT, **content}, "en", None))


def plan_of(firm: Firm, name: str = "plan", language: str = "en") -> str:
    return write_document(demo_session(language), name, language=language, on=ON, firm=firm)


# ---- what a firm may do ------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", with_pages())
@pytest.mark.parametrize("language", ["en", "fi"])
def test_a_folder_that_changes_nothing_of_a_document_leaves_it_as_it_is(name: str, language: str) -> None:
    session = demo_session(language)
    ours = write_document(session, name, language=language, on=ON)
    firm = Firm({"minutes.md.j2": "# Minutes\n"})
    assert write_document(session, name, language=language, on=ON, firm=firm) == ours


def test_a_template_takes_the_place_of_ours_and_a_part_that_of_a_part() -> None:
    assert plan_of(Firm({"plan.md.j2": "# {{ front.organisation }}"})) == "# Kuusilinna Koti Oy\n"
    text = plan_of(Firm({"plan/choices.md.j2": "Our own words.\n"}))
    assert "# Action plan – Kuusilinna Koti Oy" in text
    assert "## What we choose, and what we give up for it\n\nOur own words.\n" in text


def test_a_template_that_names_itself_means_ours() -> None:
    around = "Read this first.\n\n{% include 'plan/choices.md.j2' %}"
    text, ours = plan_of(Firm({"plan/choices.md.j2": around})), plan_of(Firm())
    assert text.replace("Read this first.\n\n", "") == ours


def test_a_block_of_ours_is_replaced_and_the_rest_stays() -> None:
    firm = Firm({"plan.md.j2": "{% extends 'plan.md.j2' %}{% block title %}# Our plan{% endblock %}"})
    text, ours = plan_of(firm), plan_of(Firm())
    assert text.startswith("# Our plan\n")
    assert text.partition("\n\n")[2] == ours.partition("\n\n")[2]


def test_an_added_document_has_a_title_the_contents_that_it_names_and_every_form_of_pages() -> None:
    firm = Firm(
        {
            "minutes.md.j2": "{#\ntitle: Minutes of the day\n#}\n# x\n{{ decisions.decided|length }}",
            "letter.md.j2": "# A letter to all\n",
            "bare.md.j2": "{{ on|day }}, {{ language }}, {{ context_version }}",
            "mine.md.j2": "{# contents: owner #}{% for page in pages %}- {{ page.name }}\n{% endfor %}",
            "_shapes.md.j2": "",
            "parts/one.md.j2": "",
        }
    )
    added = {name: document for name, document in documents(firm).items() if name not in DOCUMENTS}
    assert {name: document.title for name, document in added.items()} == {
        "minutes": "Minutes of the day", "letter": "A letter to all", "bare": "bare", "mine": "mine",
    }  # fmt: skip
    assert added["mine"].is_personal
    assert plan_of(firm, "bare") == "5 Nov 2026, en, 1\n"
    assert plan_of(firm, "mine").startswith("- ")
    session = demo_session("en")
    for form in added["letter"].forms:
        data = written_document(session, "letter", language="en", on=ON, form=form, firm=firm).data
        assert form in ("docx", "pdf") or b"A letter to all" in data


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("contents: plam", "t.md.j2, contents: there is no document plam; there is: plan, "),
        ("context: 7", "t.md.j2, context: it is written for version 7 of what can be printed"),
    ],
)
def test_an_added_document_that_asks_for_what_there_is_not_says_so(front: str, why: str) -> None:
    with pytest.raises(FaultyTemplate, match=why.replace(".", r"\.")):
        documents(Firm({"t.md.j2": f"{{# {front} #}}"}))


def test_shapes_words_and_filters_are_ours() -> None:
    source = "{{ head('a', v) }}\n{{ row(on|day, none) }}\n{{ _('Touchpoint') }}{{ picture(words) }}"
    sources = {"t.md.j2": source}
    text = answer(Task(sources, "t.md.j2", CONTENT, "fi", None)).text
    assert text.splitlines()[2:4] == ["| 5.11.2026 | – |", "Kosketuspiste```text"]


# ---- what people said is text ------------------------------------------------------------------------------
SAFE = str(markdown(SECRET))


@pytest.mark.parametrize(
    "source",
    [
        "{{ v }}", "{{ v|string }}", "{{ v ~ '' }}", "{{ '%s' % v }}", "{{ '{}'.format(v) }}",
        "{{ [v]|join }}",
        "{% set x %}{}{% endset %}{{ x.format(v) }}",
        "{% set x %}{a}{% endset %}{{ x.format_map({'a': v}) }}",
        "{% macro m() %}{}{% endmacro %}{{ m().format(v) }}",
        "{% set x %}-{% endset %}{{ x.replace('-', v) }}", "{% set x %}-{% endset %}{{ x|replace('-', v) }}",
        "{% set x %}{% endset %}{{ x.join([v]) }}", "{% set x %}{% endset %}{{ x + v }}",
        "{% set f = v.format %}{% call f() %}{% endcall %}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
        "{% trans v=v %}{{ v }}{% endtrans %}", "{{ _(v) }}",
        "{% block b %}{{ v }}{% endblock %}",
    ],
)  # fmt: skip
def test_however_a_firm_prints_a_value_it_is_escaped_once(source: str) -> None:
    assert answered(source) == Answer(SAFE)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ v|safe }}", "filter"), ("{{ v|e }}", "filter"), ("{{ v|forceescape }}", "filter"),
        ("{% autoescape false %}{{ v }}{% endautoescape %}", "escaping"),
        ("{% autoescape true %}{{ v }}{% endautoescape %}", "escaping"),
        ("{% filter upper %}{{ v }}{% endfilter %}", "escaping"),
        ("{% call v.strip() %}{% endcall %}", "escaping"),
        ("a\n<script>", "html"), ("<{{ 'b' }}>", "html"), ("<{% if 1 %}b>{% endif %}", "html"),
        ("<!-- a note -->", "html"), ("<!-- page", "html"), ("<!-- {{ v }}", "html"),
        ("<!-- {{ v }}<b> -->", "html"),
        ("<!-- {{ v }} -->", "reading"), ("<!-- {% if 1 %}page{% endif %} -->", "html"),
        ("<!-- page: <b> -->", "html"),
        ("{% raw %}<b>{% endraw %}", "html"), ("{% macro m() %}<i>{% endmacro %}", "html"),
        ("<http://x/{{ v }}>", "html"), ("![x](http://y)", "image"),
        ("[x](http://y?{{ v }})", "link"), ("[x]({{ v }})", "link"), ("[x]: {{ v }}", "link"),
    ],
)  # fmt: skip
def test_what_would_print_words_as_anything_but_words_is_refused(source: str, fault: str) -> None:
    assert answered(source).fault == fault


def test_the_marks_of_documents_are_no_html_and_nor_is_a_sign_for_less() -> None:
    source = "<!-- page -->\n<!-- table: sheet 3 1 -->\n1 < 2, [x](http://y), wow!\n"
    assert answered(source) == Answer(source)
    assert answered("<!-- {{ words and 'wide' }} -->").text == "<!-- wide -->"
    assert {*MARKS} == reader.PAGES | {"table", "box", "heading"}


@given(st.lists(st.text(st.sampled_from("`~<>*#\n a[]()|\\!-"), max_size=12), max_size=4))
def test_a_picture_keeps_in_its_fence_whatever_is_put_into_it(lines: list[str]) -> None:
    text = answered("{{ picture(lines) }}\n\nEnd.", lines=tuple(lines)).text
    last = text.splitlines()[-1]
    fences = [line for line in text.splitlines()[1:-2] if line.strip(" ") and not line.strip(" ").strip("`")]
    opened = len(text) - len(text.lstrip("`"))
    assert last == "End."
    assert [line.strip() for line in fences if line.strip().count("`") >= max(opened, 3)][:-1] == []


# ---- nothing gets out --------------------------------------------------------------------------------------
ESCAPES = {
    "class of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class by subscript": "{{ v['__class__'] }}",
    "class by filter": "{{ v|attr('__class__') }}",
    "class by map": "{{ words|map(attribute='__class__')|first }}",
    "class by format": "{{ '{0.__class__.__init__.__globals__}'.format(v) }}",
    "class by format map": "{{ '{a.__class__}'.format_map({'a': v}) }}",
    "class by percent": "{{ words|sort(attribute='__class__') }}",
    "globals of a shape": "{{ row.__globals__ }}",
    "globals of a word": "{{ _.__globals__['os'] }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "environment of a macro": "{% macro m() %}{% endmacro %}{{ m._environment.loader }}",
    "self": "{{ self._TemplateReference__context }}",
    "self's class": "{{ self.__init__.__globals__ }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "namespace": "{{ namespace.__init__.__globals__ }}",
    "lipsum": "{{ lipsum.__globals__['os'] }}",
    "dict": "{{ dict(a=1) }}",
    "loop": "{% for x in words %}{{ loop._iterator }}{% endfor %}",
    "loop's undefined": "{% for x in words %}{{ loop._undefined.__globals__ }}{% endfor %}",
    "named tuple": "{{ tuple_._replace(a=1) }}",
    "day": "{{ on.today() }}",
    "day by format": "{{ on.strftime('%1000d') }}",
    "undefined": "{{ nothing.__class__ }}",
    "encode": "{{ v.encode('utf-16') }}",
    "change what was given": "{% set _ = list_.append(1) %}",
    "folder above": "{% include '../environment.py' %}",
    "absolute": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os.system }}",
    "from import": "{% from '../secret.md.j2' import x %}",
    "extends by value": "{% extends v %}",
    "do": "{% do v.upper() %}",
    "debug": "{% debug %}",
}


@pytest.mark.parametrize("source", ESCAPES.values(), ids=[*ESCAPES])
def test_a_hostile_template_gets_out_nowhere(source: str) -> None:
    changed = [1]
    fault = answered(source, tuple_=Limits(), list_=changed).fault
    assert fault in {"forbidden", "filter", "unknown", "missing", "tag"}
    assert changed == [1]


BOMBS = {
    "range": "{{ range(10**9)|list }}",
    "long text": "{{ 'a' * 10**10 }}",
    "long list": "{{ [0] * 10**10 }}",
    "power": "{{ 10**(10**10) }}",
    "growing power": "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x=n.x*n.x %}{% endfor %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "itself": "{% include 't.md.j2' %}",
    "deep": "{{ " + "(" * 50_000,
    "deep list": "{{ " + "[" * 20_000 + "]" * 20_000 + " }}",
}


@pytest.mark.parametrize("source", BOMBS.values(), ids=[*BOMBS])
def test_what_grows_without_end_is_stopped_where_it_stands(source: str) -> None:
    assert answered(source).fault in {"large", "recursion", "missing", "syntax"}


KILLED = {
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "doubled": "{% set n = namespace(x='abc') %}{% for i in range(60) %}{% set n.x=n.x~ n.x %}{% endfor %}",
    "padded": "{{ '%1000000000d' % 1 }}",
    "padded by format": "{{ '{:1000000000}'.format(1) }}",
    "page": "{% for i in range(90000) %}* x\n{% endfor %}",
    "pieces": "{% for i in range(99999) %}{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }}{% endfor %}",
}


@pytest.mark.parametrize("source", KILLED.values(), ids=[*KILLED])
def test_a_bomb_is_stopped_from_outside_and_its_line_is_named(source: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FaultyTemplate, match=r"^t\.md\.j2(, line 2)?: it takes too"):
        text_of(Task({"t.md.j2": f"\n{source}"}, "t.md.j2", {}, "en", None, Limits(seconds=1)))
    assert time.monotonic() - begun < 10


# ---- a faulty template says where --------------------------------------------------------------------------
FAULTY = [
    ("# x\n{{ front.organization }}", "t.md.j2, line 2: there is no organization here"),
    ("\n\n{% iff %}", "t.md.j2, line 3: there is no statement iff"),
    ("{% if x %}", "t.md.j2, line 1: if is not closed"),
    ("# x\n{{ front.organization }}", "t.md.j2, line 2: there is no organization here. Try: organisation"),
    ("a\n{% for p in pages %}\nb\n\n", "t.md.j2, line 2: for is not closed"),
    ("\n{{ tick() }}", "t.md.j2, line 2: tick is given too few or too many values"),
    ("{% include 'prat.md.j2' %}", "t.md.j2, line 1: there is no template prat.md.j2. Try: part.md.j2"),
    (
        "{% extends 'plan.md.j2' %}\n{% block choicez %}{% endblock %}",
        "t.md.j2, line 2: there is no block choicez in what it extends. Try: choices",
    ),
    ("{# titlle: Minutes #}", "t.md.j2: there is no entry titlle. Try: title"),
    ("{# title: Minutes, contents: owner #}", "t.md.j2: each entry stands on a line of its own"),
    ("{{ 1 + }}", "t.md.j2, line 1: this cannot be read (unexpected 'end of print statement')"),
    ("{{ v|nothing }}", "t.md.j2, line 1: there is no filter or test nothing"),
    ("{{ 1 // 0 }}", "t.md.j2, line 1: this cannot be computed (integer division"),
    ("\n{% include 'part.md.j2' %}", "part.md.j2, line 2: there is no nowhere here"),
    ("a\n<b>x</b>", "t.md.j2, line 2: a template holds no HTML but the marks of the documents (<b>x</b>)"),
]


@pytest.mark.parametrize(("source", "why"), FAULTY)
def test_a_faulty_template_is_named_with_its_line(source: str, why: str) -> None:
    with pytest.raises(FaultyTemplate) as caught:
        plan_of(Firm({"t.md.j2": source, "part.md.j2": "\n{{ nowhere }}"}), "t")
    assert str(caught.value).startswith(why)
    with speaking("fi"):
        assert "line " not in str(caught.value).split("{")[0]


def test_every_fault_of_a_firm_is_found_before_anything_is_printed() -> None:
    read_through(Firm({"good.md.j2": "{{ anything }}"}))
    with pytest.raises(FaultyTemplate, match="line 1"):
        read_through(Firm({"bad.md.j2": "{% if %}"}))


def test_every_kind_of_fault_has_words() -> None:
    sources = [*ESCAPES.values(), *BOMBS.values(), *(source for source, _why in FAULTY)]
    assert {answered(source).fault for source in sources} - {""} <= set(FAULTS)


# ---- what can be printed is what is said to be -------------------------------------------------------------
def mistaken(hint: object, value: object, at: str) -> Iterator[str]:
    """Where a value is not of the type that is told."""
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        if all([*mistaken(argument, value, at)] for argument in arguments):
            yield at
    elif get_origin(hint) is tuple and isinstance(value, tuple):
        each = [arguments[0]] * len(value) if arguments[-1:] == (...,) else [*arguments]
        if len(each) != len(value):
            yield at
        for k, (argument, part) in enumerate(zip(each, value, strict=False)):
            yield from mistaken(argument, part, f"{at}[{k}]")
    elif not isinstance(hint, type) or not isinstance(value, (int, float) if hint is float else hint):
        yield at
    elif hasattr(hint, "_fields"):
        for name in names(hint):
            yield from mistaken(name.hint, getattr(value, name.name), f"{at}.{name.name}")


PLAIN = (str, int, float, bool, date, NoneType)


def not_plain(value: object) -> Iterator[type]:
    if isinstance(value, tuple):
        for part in value:
            yield from not_plain(part)
    elif type(value) not in PLAIN:
        yield type(value)


@pytest.mark.parametrize("document", with_pages())
@pytest.mark.parametrize("made", ["demo", "first round", "empty"])
def test_what_can_be_printed_is_told_by_name_and_type_and_is_plain(document: str, made: str) -> None:
    session = {"demo": demo_session("fi"), "first round": demo_session("en").as_of(1), "empty": Session()}[
        made
    ]
    told = contents(document)
    handed = task(Firm({"x": ""}), document + ENDING, given_to(document, session), ON).content
    assert {name.name for name in told} <= set(handed)
    for name in told:
        assert [*mistaken(name.hint, handed[name.name], name.name)] == []
    assert {kind for value in handed.values() for kind in not_plain(value)} == set()


def given_to(document: str, session: Session) -> dict[str, object]:
    from importlib import import_module

    with speaking("en"):
        return dict(import_module(DOCUMENTS[document].module).content(session, ON))


def test_a_file_of_a_firm_cannot_pose_as_ours() -> None:
    firm = Firm({OURS + "plan.md.j2": "mine"})
    assert task(firm, "plan.md.j2", {}, ON).sources[OURS + "plan.md.j2"] == our_sources()["plan.md.j2"]
