"""The editor of one cell: the typed text, the options that match it, and the value that it becomes.
Immutable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from cxworkshop.errors import NotUnderstood
from cxworkshop.language import Words, _, say
from cxworkshop.model.kinds import (
    Choice,
    Choices,
    Day,
    Kind,
    LongText,
    Number,
    Numbers,
    Option,
    Reading,
    Reference,
    References,
    Text,
    YesNo,
    matches,
)
from cxworkshop.model.matching import Match, begins_word, folded, match
from cxworkshop.model.record import Table
from cxworkshop.model.session import TABLES
from cxworkshop.sheets.clipboard import in_one_line
from cxworkshop.sheets.line import Line

VISIBLE_OPTIONS = 7
"""Options that are visible at a time."""
BEST = 3
"""Offers that are listed before the rows that do not belong here."""

_SEPARATED = re.compile(r"[^;]+|;")


def is_named_freely(table: Table) -> bool:
    return bool(table.prefix) and table.owner == "session"


class AddNew:
    """The value of the option that first adds a row with this name to a table, and with these values."""

    def __init__(self, table: str, name: str, values: Mapping[str, Any] | None = None) -> None:
        self.table, self.name, self.values = table, name, values or {}


@dataclass(frozen=True)
class Editor:
    """The editor of one cell.

    `chosen_index` is the option chosen by an arrow, -1 for none; None leaves it to the text. Until it
    `is_touched` the value is the `original`, even if its text would be read as another one: a moment with
    seconds, somebody who has left.
    `refused` are the characters typed last that fit no option where only options may be typed; they are not
    in the line, select nothing, and Backspace takes them back first; `skipped` are those before the line.
    """

    kind: Kind
    line: Line
    reading: Reading
    chosen_index: int | None = None
    original: Any = None
    is_touched: bool = False
    refused: str = ""
    skipped: str = ""
    is_misread: bool = False
    """Whether the text could not be read: the next character takes its place, unless the caret was moved."""
    first: frozenset[str] | None = None
    """The rows that are listed before the others of their table; None where there is no such order."""
    offers: tuple[Option, ...] = ()
    """What is offered besides: names behind the rows, a choice before the others, a text in an empty cell."""

    @classmethod
    def for_value(
        cls,
        kind: Kind,
        value: Any,
        reading: Reading,
        first: frozenset[str] | None = None,
        offers: tuple[Option, ...] = (),
    ) -> Editor:
        """The editor that begins with a value: its text with the caret at the end, or its option selected."""
        editor = cls(kind, Line(), reading, original=value, first=first, offers=offers)
        if isinstance(kind, References | Choices):
            text = kind.typed(value, reading)
            return replace(editor, line=Line.of(text + "; " if text else ""))
        if not kind.options(reading):
            return replace(editor, line=Line.of(kind.typed(value, reading)))
        options = editor.options
        index = next((i for i, o in enumerate(options) if o.value == value and value is not None), -1)
        return replace(editor, chosen_index=index)

    # -- options ---------------------------------------------------------------------------------------------
    @cached_property
    def options(self) -> Sequence[Option]:
        """The options that match the typed text; for a name that is not on the list those spelt nearly so,
        and "add new" where the table can take a new row. Typed with a plus before it, that comes first."""
        kind, name = self.kind, self.name
        if isinstance(kind, Choice):
            likely, others = {option.value for option in self.offers}, kind.options(self.reading)
            choices = [*self.offers, *(option for option in others if option.value not in likely)]
            return matches(choices, name) or matches([Option(v, _(words)) for v, words in kind.also], name)
        if not isinstance(kind, Reference) or not name:
            own, others, offered = self.tiers
            best = 0 if self.first is None else BEST
            return matches([*own, *offered[:best], *others, *offered[best:]], name)
        possible = list(self.match.possible)
        is_known = any(folded(option.text) == folded(name) for option in possible)
        if self.is_extensible and not is_known:
            add = Option(AddNew(kind.to, name), _("+ Add “{name}”").format(name=name))
            possible.insert(0 if self.adds else len(possible), add)
        return possible

    @property
    def tiers(self) -> list[list[Option]]:
        """All options, those that belong here before the others, and what is offered besides behind them."""
        kind, options = self.kind, self.kind.options(self.reading)
        own = [option for option in options if option.value in (self.first or ())]
        others = [option for option in options if option not in own]
        if isinstance(kind, Reference):
            new = [Option(AddNew(kind.to, o.text, o.along), o.text, o.aside) for o in self.offers]
        else:
            new = [Option(o, o.text, o.aside) for o in self.offers if self._is_offered]
        return [own, others, new]

    @property
    def _is_offered(self) -> bool:
        """Whether something is offered for a value that is no row: a figure only before it is typed."""
        return self.original in (None, "") and (isinstance(self.kind, Text) or not self.line.text)

    @cached_property
    def match(self) -> Match:
        """What the typed name means among the options: first among the rows that belong here, last among what
        is offered besides, unless a row has exactly that name."""
        kind, [own, others, new] = self.kind, self.tiers
        if not isinstance(kind, Reference):
            return match(others, self.name)
        among = [
            match(own, self.name),
            match(others, self.name) if own else kind.offered(self.name, self.reading),
            match(new, self.name),
        ]
        meant = next((one for one in among[:2] if one.matched), None)
        meant = meant or next((one for one in among if one.candidates), Match())
        return replace(
            meant,
            candidates=(*meant.candidates, *(c for one in among if one is not meant for c in one.candidates)),
            near=() if meant.candidates else tuple(option for one in among for option in one.near),
        )

    @property
    def is_extensible(self) -> bool:
        """Whether a name that is not on the list may be added to it."""
        return isinstance(self.kind, Reference) and is_named_freely(TABLES[self.kind.to].table)

    @property
    def is_fixed(self) -> bool:
        """Whether only the options may be typed."""
        return isinstance(self.kind, Choice | YesNo)

    @property
    def fragment(self) -> str:
        """The text that options are matched with: all of it, or the last part of a list of several."""
        text = self.line.text
        return (
            text.rsplit(";", 1)[-1].strip() if isinstance(self.kind, References | Choices) else text.strip()
        )

    @property
    def adds(self) -> bool:
        """Whether the text says by a plus that its name is to be added."""
        return self.is_extensible and self.fragment.startswith("+")

    @property
    def name(self) -> str:
        """The fragment without the plus."""
        return self.fragment[1:].strip() if self.adds else self.fragment

    # -- typing ----------------------------------------------------------------------------------------------
    def insert(self, text: str) -> Editor:
        """The editor after typing or pasting. The first character replaces a number, a date or words that
        could not be read, unless the caret was moved before."""
        if not isinstance(self.kind, LongText):
            text = in_one_line(text)
        replaces = (
            self.is_misread or (isinstance(self.kind, Number | Numbers | Day) and not self.is_touched)
        ) and self.line == Line.of(self.line.text)
        return self._with((Line() if replaces else self.line).insert(text))

    def typed(self, characters: str) -> Editor:
        """The editor after typing one or more characters. Where only options may be typed each is judged by
        itself; in a list of several a semicolon writes out the selected option."""
        editor, parts = self, [characters]
        if self.is_fixed:
            parts = list(characters)
        elif isinstance(self.kind, References):
            parts = _SEPARATED.findall(characters)
        for part in parts:
            separated = editor.with_separator() if part == ";" else None
            after = separated if separated is not None else editor.insert(part)
            if editor._takes(after):
                editor = replace(after, skipped=editor.skipped + editor.refused)
            else:
                editor = replace(editor, refused=editor.refused + part)
        return editor

    def with_text(self, text: str) -> Editor:
        """The editor with this text typed in place of any other."""
        return self._with(Line.of(text))

    def with_misread(self, words: str) -> Editor:
        """The editor of a value beside which these words stand, as they could not be read."""
        return (
            replace(self, refused=words) if self.is_fixed else replace(self.with_text(words), is_misread=True)
        )

    def press(self, key: str) -> Editor | None:
        """The editor after an editing key; None for any other key."""
        if key in ("up", "down") and self.moves_selection(key):
            step = 1 if key == "down" else -1
            index = -1 if self.selected_index < 0 and key == "up" else self.selected_index + step
            return self.select(index % len(self.options))
        if self.refused:
            return replace(self, refused=self.refused[:-1] if key == "backspace" else "")
        if isinstance(self.kind, LongText) and key in ("shift+enter", "alt+enter", "ctrl+j"):
            return self._with(self.line.insert("\n"))
        if (line := self.line.press(key)) is None:
            return None
        if key in ("backspace", "delete", "ctrl+u") and not line.text:
            return replace(self, line=line, chosen_index=-1, is_touched=True)
        return self._with(line) if line.text != self.line.text else replace(self, line=line)

    def _with(self, line: Line) -> Editor:
        return replace(self, line=line, chosen_index=None, is_touched=True, refused="", is_misread=False)

    @cached_property
    def likeliest(self) -> int:
        """The option that the typed text selects, -1 for none: of names only the one that can be meant."""
        if not self.name or not self.options:
            return -1
        if not isinstance(self.kind, Reference):
            return 0 if self.is_fixed or folded(self.options[0].text) == folded(self.name) else -1
        meant = self.match.matched or (None if self.adds else self.match.offered)
        if meant is None and self.adds:
            return 0
        return next((i for i, option in enumerate(self.options) if option == meant), -1)

    def _takes(self, after: Editor) -> bool:
        """Whether the text of the editor `after` another character can become an option, if nothing else may
        be typed; behind refused characters only what begins an option, as nothing else was taken yet."""
        if not self.is_fixed:
            return True
        if self.refused:
            return not self.fragment and any(
                begins_word(option.text, after.fragment) for option in after.options if after.fragment
            )
        return not after.fragment or bool(after.options)

    def select(self, index: int) -> Editor:
        """The editor with an option selected."""
        return replace(self, chosen_index=index, is_touched=True, refused="")

    def moves_selection(self, key: str) -> bool:
        """Whether an arrow key moves the selection among the options.

        Down does not where the typed text means one option: it commits that option and opens the cell below,
        so that a few letters and an arrow fill each cell of a column.
        """
        return bool(self.options) and not (key == "down" and self._is_clear())

    def _is_clear(self) -> bool:
        if isinstance(self.kind, Reference):
            return self.selected_index >= 0 and self.selected_index == self.likeliest
        if not self.is_fixed:
            return False
        text, options = self.fragment.casefold(), self.options
        return bool(text) and (
            len(options) == 1 or sum(option.text.casefold().startswith(text) for option in options) == 1
        )

    @property
    def text(self) -> str:
        """All that was typed, refused characters too."""
        return self.skipped + self.line.text + self.refused if self.refused else self.line.text

    @property
    def is_refused(self) -> bool:
        """Whether characters were refused as they were typed, which are kept nowhere."""
        return bool(self.refused) and self.is_fixed

    @property
    def refusal(self) -> Words:
        """Why the last character was refused."""
        return say("{value} is not {expected}", value=self.text.strip(), expected=self.kind.expected())

    @property
    def selected_index(self) -> int:
        """The option that Enter takes, -1 for none."""
        return self.likeliest if self.chosen_index is None else self.chosen_index

    @property
    def selected(self) -> Option | None:
        """The option that Enter takes."""
        options = () if self.refused else self.options
        return options[self.selected_index] if 0 <= self.selected_index < len(options) else None

    def value(self) -> Any:
        """The value to commit: of the kind, an Option that was offered, or an AddNew; after those
        already listed as (values, AddNew). Raises NotUnderstood when the text cannot be read."""
        if self.refused:
            raise NotUnderstood(self.refusal)
        if not self.is_touched:
            return self.original
        if isinstance(self.kind, References | Choices):
            return self._listed_values()
        if self.selected is not None:
            return self.selected.value
        return self.kind.parse(self.line.text, self.reading)

    def _listed_values(self) -> Any:
        listed = self.line.text.rsplit(";", 1)[0] if ";" in self.line.text else ""
        values: tuple[Any, ...] = self.kind.parse(listed, self.reading)
        if self.selected is None:
            return tuple(dict.fromkeys((*values, *self.kind.parse(self.fragment, self.reading))))
        if isinstance(self.selected.value, AddNew):
            return (values, self.selected.value)
        return tuple(dict.fromkeys((*values, self.selected.value)))

    def with_separator(self) -> Editor | None:
        """The editor after a semicolon that ends a part of a list: the selected option is written out. None
        where a semicolon is an ordinary character."""
        if (
            not isinstance(self.kind, References | Choices)
            or self.selected is None
            or isinstance(self.selected.value, AddNew)
            or not self.fragment
        ):
            return None
        listed = self.line.text.rsplit(";", 1)[0] + "; " if ";" in self.line.text else ""
        return replace(
            self, line=Line.of(f"{listed}{self.selected.text}; "), chosen_index=-1, is_touched=True
        )
