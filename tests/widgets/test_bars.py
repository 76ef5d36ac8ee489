"""The lines around the work: whatever the state and the language, the keys fit and help is among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cxworkshop.commands import COMMANDS, SCOPES, Command, command_for, commands_in, key_shown
from cxworkshop.language import _, speaking
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.text import display
from cxworkshop.widgets.bars import fitting_commands, tab_pieces
from cxworkshop.widgets.entry import Entry, visible_part

STATES = [
    ("library", "everywhere"),
    ("sheet", "workshop", "everywhere"),
    ("guide", "workshop", "everywhere"),
    ("sheet", "new", "everywhere"),
    ("documents", "everywhere"),
    ("holes", "everywhere"),
    ("check_in", "everywhere"),
    ("settings", "everywhere"),
    ("due", "everywhere"),
    ("next_round", "everywhere"),
    ("checking", "everywhere"),
    ("comparing", "everywhere"),
    ("picture", "workshop", "everywhere"),
    ("room_view",),
    ("room_opening", "everywhere"),
    ("merging", "everywhere"),
    ("faults", "everywhere"),
    ("reveal", "everywhere"),
    ("workshop", "everywhere"),
    ("sheet", "faults", "workshop", "everywhere"),
    ("starters", "new", "everywhere"),
    ("card", "sheet", "workshop", "everywhere"),
    ("narrowed", "sheet", "workshop", "everywhere"),
    ("cell",),
    ("new_row",),
    ("new_row", "choices"),
    ("cell", "new", "everywhere"),
    ("new_row", "new", "everywhere"),
    ("notes", "sheet", "everywhere"),
    ("archive", "library", "everywhere"),
    ("version", "library", "everywhere"),
    ("joining", "everywhere"),
    ("parked", "sheet", "everywhere"),
    ("versions", "everywhere"),
    ("survey_file", "everywhere"),
    ("survey", "everywhere"),
    ("next_round", "everywhere"),
    ("comparing", "everywhere"),
    ("checking", "everywhere"),
    ("due", "everywhere"),
    ("palette",),
    ("finding", "everywhere"),
    ("ballot",),
    ("laptop",),
    ("answering",),
    ("stopped", "everywhere"),
    ("settings", "everywhere"),
    ("holes", "everywhere"),
    ("check_in", "everywhere"),
]
"""The places whose commands a key bar chooses from, screen by screen."""


def room(commands: list[Command]) -> int:
    """The cells of keys and titles with a gap between them; behind the last one there is none."""
    return cell_len("".join(f" {key_shown(c)} {_(c.title)} " for c in commands).rstrip())


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_keys_of_every_state_fit_and_help_is_among_them(
    width: int, state: tuple[str, ...], language: str
) -> None:
    with speaking(language):
        shown = fitting_commands(commands_in(*state), width)
        assert room(shown) <= width
        assert "everywhere" not in state or "help" in [c.id for c in shown]
        assert [c for c in commands_in(*state) if c in shown] == shown
        assert [c.id for c in commands_in(*state) if c.bar == 9 and c not in shown] == []


def test_every_place_has_a_bar_that_is_looked_at() -> None:
    assert {place for state in STATES for place in state} == set(SCOPES)


@given(st.lists(st.sampled_from(COMMANDS), unique=True), st.integers(1, 120))
def test_the_weightiest_keys_stay(commands: list[Command], width: int) -> None:
    shown = fitting_commands(commands, width)
    left_out = [c for c in commands if c not in shown and c.bar and c.keys]
    assert room(shown) <= width
    assert not left_out or not shown or max(c.bar for c in left_out) <= min(c.bar for c in shown)


def test_no_key_means_two_things_in_one_place() -> None:
    for place in SCOPES:
        keys = [key for command in commands_in(place) for key in command.keys]
        assert len(keys) == len(set(keys)), place


def test_every_key_of_the_table_finds_its_command() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert command_for(key, command.where) is command


@given(
    st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=30), min_size=1, max_size=9),
    st.data(),
)
def test_the_picked_title_is_always_in_sight(titles: list[str], data: st.DataObject) -> None:
    on, width = data.draw(st.integers(0, len(titles) - 1)), data.draw(st.integers(34, 200))
    pieces = tab_pieces(titles, on, width)
    assert [tone for _text, tone in pieces].count("cursor") == 1
    assert sum(cell_len(text) for text, _tone in pieces) <= width + 3


def typed(entry: Entry, text: str) -> Entry:
    for sign in text:
        entry.take_key(sign, sign)
    return entry


def test_one_line_is_asked_kept_and_asked_again_when_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entry, kept = Entry(), list[str]()
    monkeypatch.setattr(entry, "refresh", lambda *_a, **_k: entry)

    def keep(text: str) -> str | None:
        kept.append(text)
        return "no" if text == "bad" else None

    entry.ask("What", keep)
    typed(entry, "bad").take_key("enter", "\r")
    assert entry.is_open
    assert (entry.fault, entry.line.text) == ("no", "bad")
    entry.take_key("backspace", None)
    typed(entry, "g").take_key("enter", "\r")
    assert (kept, entry.is_open) == (["bad", "bag"], False)


@pytest.mark.parametrize("key", ["ctrl+q", "f1", "ctrl+p"])
def test_quit_help_and_commands_are_not_swallowed_by_the_line(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Entry()
    monkeypatch.setattr(entry, "refresh", lambda *_a, **_k: entry)
    entry.ask("What", lambda _text: None)
    assert not entry.take_key(key, None)


@pytest.mark.parametrize("at", [0, 40, 90, 300])
def test_a_line_longer_than_the_screen_says_that_there_is_more_of_it(at: int) -> None:
    said = "They look at the boss before every answer, and we must talk about it in the break. " * 4
    shown = visible_part(Line(said, at), 40)
    assert sum(cell_len(part) for part in shown) <= 40
    assert shown[1] == said[at]
    assert (shown[0].startswith("…"), shown[2].endswith("…")) == (at > 0, True)


@given(st.text(st.sampled_from("ab \n日ä\tcdé"), max_size=200), st.integers(12, 60), st.data())
def test_as_much_as_has_room_is_seen_before_the_caret(text: str, room: int, data: st.DataObject) -> None:
    line = Line(text, data.draw(st.integers(0, len(text))))
    before, caret, after = visible_part(line, room)
    assert cell_len(before + caret + after) <= room
    whole = display(text[: line.caret])
    assert before == whole or (before[0] == "…" and whole.endswith(before[1:]))
    assert before == whole or cell_len(before) + cell_len(caret) > room - 8  # a line end takes three
