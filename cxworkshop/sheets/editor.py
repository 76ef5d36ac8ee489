"""The editor of one cell: the typed text, the options that match it, and the value that it becomes.
Immutable."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from cxworkshop.errors import NotUnderstood, quoted
from cxworkshop.language import _, say
from cxworkshop.model.kinds import (
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
    matches,
)
from cxworkshop.model.session import TABLES
from cxworkshop.sheets.clipboard import in_one_line
from cxworkshop.sheets.line import Line

VISIBLE_OPTIONS = 8
"""Options that are visible at a time."""


_SEPARATED = re.compile(r"[^;]+|;")


class AddNew:
    """The value of the option that first adds a row with this name to a table."""

    def __init__(self, table: str, name: str) -> None:
        self.table, self.name = table, name


@dataclass(frozen=True)
class Editor:
    """The editor of one cell.

    `selected_index` is the option that Enter takes, -1 for none. Until it `is_touched` the value is the
    `original`, even if its text would be read as another one: a moment with seconds, somebody who has left.
    """

    kind: Kind
    line: Line
    reading: Reading
    selected_index: int = -1
    original: Any = None
    is_touched: bool = False

    @classmethod
    def for_value(cls, kind: Kind, value: Any, reading: Reading) -> Editor:
        """The editor that begins with a value: its text with the caret at the end, or its option selected."""
        options = kind.options(reading)
        if isinstance(kind, References | Choices):
            text = kind.typed(value, reading)
            return cls(kind, Line.of(text + "; " if text else ""), reading, original=value)
        if not options:
            return cls(kind, Line.of(kind.typed(value, reading)), reading, original=value)
        index = next((i for i, o in enumerate(options) if o.value == value and value is not None), -1)
        return cls(kind, Line(), reading, index, value)

    @property
    def options(self) -> list[Option]:
        """The options that match the typed text, and "add new" where the table can take a new row."""
        options = self.kind.options(self.reading)
        is_extensible = (
            isinstance(self.kind, Reference)
            and bool(TABLES[self.kind.to].table.prefix)
            and TABLES[self.kind.to].table.owner == "session"
        )
        if not options and not is_extensible:
            return []
        text = self.fragment
        matching = matches(options, text)
        if (
            text
            and is_extensible
            and isinstance(self.kind, Reference)
            and not any(o.text.casefold() == text.casefold() for o in matching)
        ):
            matching.append(Option(AddNew(self.kind.to, text), _("+ Add “{name}”").format(name=text)))
        return matching

    @property
    def fragment(self) -> str:
        """The text that options are matched with: all of it, or the last part of a list of several."""
        text = self.line.text
        return (
            text.rsplit(";", 1)[-1].strip() if isinstance(self.kind, References | Choices) else text.strip()
        )

    def insert(self, text: str) -> Editor:
        """The editor after typing or pasting. The first character replaces a number or a date, unless the
        caret was moved before."""
        if not isinstance(self.kind, LongText):
            text = in_one_line(text)
        replaces = (
            isinstance(self.kind, Number | Numbers | Day)
            and not self.is_touched
            and self.line == Line.of(self.line.text)
        )
        return self._with((Line() if replaces else self.line).insert(text))

    def typed(self, characters: str) -> Editor:
        """The editor after typing one or more characters. In a list of several a semicolon writes out the
        selected option."""
        if not isinstance(self.kind, References | Choices):
            return self.insert(characters)
        editor = self
        for part in _SEPARATED.findall(characters):
            separated = editor.with_separator() if part == ";" else None
            editor = separated if separated is not None else editor.insert(part)
        return editor

    def with_text(self, text: str) -> Editor:
        """The editor with this text typed in place of any other."""
        return self._with(Line.of(text))

    def press(self, key: str) -> Editor | None:
        """The editor after an editing key; None for any other key."""
        if key in ("up", "down") and self.moves_selection(key):
            step = 1 if key == "down" else -1
            index = -1 if self.selected_index < 0 and key == "up" else self.selected_index + step
            return self.select(index % len(self.options))
        if isinstance(self.kind, LongText) and key in ("shift+enter", "alt+enter", "ctrl+j"):
            return self._with(self.line.insert("\n"))
        if (line := self.line.press(key)) is None:
            return None
        if key in ("backspace", "delete", "ctrl+u") and not line.text:
            return replace(self, line=line, selected_index=-1, is_touched=True)
        return self._with(line) if line.text != self.line.text else replace(self, line=line)

    def _with(self, line: Line) -> Editor:
        editor = replace(self, line=line, is_touched=True)
        return replace(editor, selected_index=0 if editor.fragment and editor.options else -1)

    def select(self, index: int) -> Editor:
        """The editor with an option selected."""
        return replace(self, selected_index=index, is_touched=True)

    def moves_selection(self, key: str) -> bool:
        """Whether an arrow key moves the selection among the options.

        Down does not where the typed text means one option: the only one left, or the only one that begins
        with it. It commits that option and opens the cell below, so that a few letters and an arrow fill each
        cell of a column.
        """
        text, options = self.fragment.casefold(), self.options
        is_clear = bool(text) and (
            len(options) == 1 or sum(option.text.casefold().startswith(text) for option in options) == 1
        )
        return bool(options) and not (key == "down" and is_clear)

    @property
    def selected(self) -> Option | None:
        """The option that Enter takes."""
        options = self.options
        return options[self.selected_index] if 0 <= self.selected_index < len(options) else None

    def value(self) -> Any:
        """The value to commit: of the kind, or an AddNew; after those already listed as (values, AddNew).
        Raises NotUnderstood when the text cannot be read."""
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
            if self.fragment:
                raise NotUnderstood(say("{value} is not on the list", value=quoted(self.fragment)))
            return values
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
            self, line=Line.of(f"{listed}{self.selected.text}; "), selected_index=-1, is_touched=True
        )
