"""The page of a phone: plain forms that work without a script, and what the script is told. Words are in the
language in force."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from html import escape
from importlib.resources import files

from cxworkshop.language import N_, _, say
from cxworkshop.method import content
from cxworkshop.room.forms import Form, Option, Section
from cxworkshop.sheets.text import display

ON_A_PHONE, ON_PAPER = N_("on another phone already"), N_("answered on paper or the laptop")
ANOTHER = N_("Another phone answers as {name}. The facilitator has been asked to let you in instead.")
HAS_ANSWERED = N_("{name} has answered already. The facilitator has been asked to let you in.")
LEAVES = "leave"
LEAVE = N_("Leave? What was answered here goes, and cannot be brought back.")
TURNED_OUT = N_("Another phone answers as {name} now. What was answered here is gone and does not count.")
SECONDS = 5
"""After which a page without a script looks again."""


@cache
def style() -> str:
    return (files("cxworkshop.room") / "phone.css").read_text("utf-8")


@cache
def script() -> str:
    return (files("cxworkshop.room") / "phone.js").read_text("utf-8")


def as_json(value: object) -> str:
    """JSON that can stand inside a page, too."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def who_are_you(
    form: Form, base: str, taken: Mapping[str, str], asks: str, told: dict[str, object], was: str = ""
) -> str:
    """Everybody's name to be tapped, and what is to be known before one answers; where the phone `asks` to be
    let in, that. `taken`: by person why it would ask. `was`: whose name another phone has taken over."""
    if asks:
        words = say(ANOTHER if taken.get(asks) == _(ON_A_PHONE) else HAS_ANSWERED, name=_name(form, asks))
        body = (
            f"<h1>{_text(_('Just a moment'))}</h1><p>{_text(words)}</p>"
            f"{_form(base, 'join', _button('who', '', _('Choose another name'), 'quiet'))}"
        )
        return _page(form, base, body, data=told, again=True)
    buttons = "".join(
        _button(
            "who", person.id, person.name, "taken" if person.id in taken else "", taken.get(person.id, "")
        )
        for person in form.people
    )
    title = _("Who are you?") if form.people else _("Nobody is expected yet. Look again in a moment.")
    out = f"<p class=warn>{_text(say(TURNED_OUT, name=_name(form, was)))}</p>" if was else ""
    body = f"{out}<h1>{_text(title)}</h1>{_form(base, 'join', buttons)}{_promises()}"
    return _page(form, base, body, data={**told, "out": bool(was)}, again=not form.people)


def leaving(base: str) -> str:
    """What is asked before a phone without a script leaves."""
    yes = _form(base, "leave?sure=1", _button("", "", _("Leave")))
    back = _text(words_of_script()["back"])
    return f'<h1>{_text(say(LEAVE))}</h1>{yes}<p><a href="{base}">{back}</a></p>'


def _promises() -> str:
    words = (
        say("The facilitator sees that you are in and how far you are, never what you answer."),
        content.blind_promise(),
        say("Until they are sealed, your answers are on this phone and in the memory of the facilitator's "
            "computer, in no file there."),
        say("They travel unencrypted inside this Wi-Fi: whoever controls the network could read them. If "
            "that worries you, ask for a sheet of paper: it counts the same."),
    )  # fmt: skip
    return "".join(f"<p class=small>{_text(each)}</p>" for each in words)


def questions(
    form: Form,
    base: str,
    person: str,
    told: dict[str, object],
    rows: Collection[tuple[str, str]],
    at: str,
) -> str:
    """The questions, for the script to ask; without one it is the first that is not answered, or the one
    `at` which somebody looks."""
    items = [(section, i) for section in form.sections_for(person) for i in _indexes(section)]
    answered = [(section.id, section.questions[i].row if i >= 0 else "") in rows for section, i in items]
    number = int(at) if at.isascii() and at.isdigit() and len(at) < 5 else -1
    if not 0 <= number < len(items):
        number = next((k for k, is_in in enumerate(answered) if not is_in), -1)
    if number >= 0:
        plain = _plain(base, str(told["v"]), number, *items[number])
    else:
        plain = f"<h1>{_text(words_of_script()['all_in'] if items else words_of_script()['wall'])}</h1>"
    plain += "".join(
        f'<p><a href="{base}?q={k}">{"✓" if is_in else "○"} {_text(_title(section, i))}</a></p>'
        for k, ((section, i), is_in) in enumerate(zip(items, answered, strict=True))
        if k != number
    )
    words = _leave_words(form, person)[person in form.waiting]
    leave = _form(base, "leave", _button("", "", words, "quiet"), "leave")
    body = f"<noscript>{leaving(base)}</noscript>" if at == LEAVES else f"<noscript>{plain}</noscript>{leave}"
    return _page(form, base, body, data=told, again=not items)


def _leave_words(form: Form, person: str) -> tuple[str, str]:
    """What leaves a name: where nothing waits for the seal, and where it goes with it."""
    name = _name(form, person)
    return (
        str(say("Not {name}? Leave this name", name=name)),
        str(say("Not {name}? Leave, without what was answered here", name=name)),
    )


def _indexes(section: Section) -> Iterable[int]:
    return [-1] if section.kind == "dots" else range(len(section.questions))


def _title(section: Section, i: int) -> str:
    return section.questions[i].words if i >= 0 else section.title


def _plain(base: str, version: str, number: int, section: Section, i: int) -> str:
    """A question as a form without a script."""
    name = f"a{number}"
    hidden = f'<input type=hidden name=v value="{_text(version)}">'
    if section.kind == "choice":
        fields = "".join(_button(name, option.sign, option.words) for option in section.options)
    elif section.kind == "number":
        scale = section.questions[i].scale
        keys = "" if "−" in scale else " inputmode=decimal"  # those for figures lack a minus on some phones
        fields = f'<p><input name="{name}"{keys} autocomplete=off> {_text(scale)}</p>'
        fields += _button("", "", _("Keep"))
    else:
        fields = "".join(
            f'<p><label><input name="d{k}" inputmode=numeric> {_text(question.words)}</label></p>'
            for k, question in enumerate(section.questions)
        )
        fields += _button("", "", _("Keep"))
    note = " ".join(filter(None, (section.ask, section.note)))
    return (
        f"<h1>{_text(_title(section, i))}</h1><p class=small>{_text(note)}</p>"
        f"{_form(base, 'answer', hidden + fields)}"
    )


def asked(form: Form, person: str) -> dict[str, object]:
    """The questions as the script reads them: sections of id, kind, title, question, note, rows, answers and
    dots."""
    return {
        "words": words_of_script(),
        "who": _name(form, person),
        "leave": [display(words) for words in _leave_words(form, person)],
        "waits": person in form.waiting,
        "ask": [
            [
                section.id,
                section.kind,
                display(section.title),
                display(section.ask),
                display(section.note),
                [[question.row, display(question.words), question.scale] for question in section.questions],
                [_option(option) for option in section.options],
                section.dots,
            ]
            for section in form.sections_for(person)
        ],
    }


def _option(option: Option) -> list[object]:
    return [option.sign, display(option.words), int(option.names_someone)]


def words_of_script() -> dict[str, str]:
    """The words that the script says."""
    return {
        "sent": _("✓ sent"),
        "sending": _("sending"),
        "kept": _("kept on this phone, not sent yet"),
        "silent": _("no answer from the laptop; kept on this phone"),
        "late": _("Sealed or closed before your last answer here had arrived: it does not count."),
        "leave": str(say(LEAVE)),
        "all_in": _("All in"),
        "change": _("You may change any of them until they are sealed. What you chose is not shown here. "
                    "Once they are sealed they go from this phone."),
        "wall": _("Look at the wall for now."),
        "moves": _("This page moves by itself."),
        "gone": _("This address is not in use any more"),
        "scan": _("Scan the code on the wall again."),
        "back": _("‹ back"),
        "keep": _("Keep"),
        "left": _("Dots left:"),
    }  # fmt: skip


# ---- HTML --------------------------------------------------------------------------------------------------
def _page(form: Form, base: str, body: str, data: dict[str, object], *, again: bool = False) -> str:
    refresh = f"<noscript><meta http-equiv=refresh content={SECONDS}></noscript>" if again else ""
    title = _text(form.organisation or "CX")
    return (
        f'<!doctype html><html lang="{_text(form.language)}"><head><meta charset=utf-8>'
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f'<meta name=format-detection content="telephone=no">{refresh}<title>{title}</title>'
        f'<link rel=stylesheet href="{base}/phone.css"></head>'
        f'<body><main data-base="{base}"><div id=app></div>{body}</main>'
        f'<script type="application/json" id=form>{as_json(data)}</script>'
        f'<script src="{base}/phone.js"></script></body></html>'
    )


def _form(base: str, action: str, inside: str, id: str = "") -> str:
    return f'<form method=post action="{base}/{action}"{f" id={id}" if id else ""}>{inside}</form>'


def _button(name: str, value: str, words: object, look: str = "", below: str = "") -> str:
    named = f' name="{name}" value="{_text(value)}"' if name else ""
    small = f"<small>{_text(below)}</small>" if below else ""
    return f"<button{named}{f' class={look}' if look else ''}>{_text(words)}{small}</button>"


def _text(words: object) -> str:
    return escape(display(words), quote=True)


def _name(form: Form, person: str) -> str:
    return next((candidate.name for candidate in form.people if candidate.id == person), "")
