"""The one line below the work that a text is asked in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widget import Widget

from cxworkshop.commands import is_always
from cxworkshop.language import Words, say
from cxworkshop.sheets.clipboard import as_pasted, in_one_line
from cxworkshop.sheets.line import Line
from cxworkshop.sheets.tables import captured_lines
from cxworkshop.sheets.text import beginning, display, fit, next_grapheme, previous_grapheme, wrap
from cxworkshop.widgets.looks import look


class Entry(Widget):
    """One line to type into, above the key bar: a parked item, a decision, a reason. Hidden unless it is
    open. Calls `changed` when it opens or closes. A refusal that has no room beside the text stands whole
    below it."""

    DEFAULT_CSS = """
    Entry { height: auto; width: 100%; background: $primary-muted; color: $foreground; display: none; }
    Entry.-open { display: block; }
    """

    def __init__(self, *, id: str | None = None, changed: Callable[[], object] | None = None) -> None:
        super().__init__(id=id)
        self.label: Words = ""
        self.hint: Words = ""
        self.fault: Words = ""
        self.line = Line()
        self.is_selected = False
        """Whether the next character takes the place of the text."""
        self.may_be_empty = False
        self.keep: Callable[[str], Words | None] | None = None
        self.typed: Callable[[str], object] | None = None
        self.several: Callable[[Sequence[str]], object] | None = None
        self.changed = changed

    @property
    def is_open(self) -> bool:
        return self.keep is not None

    def ask(
        self,
        label: Words,
        keep: Callable[[str], Words | None],
        hint: Words = "",
        text: str = "",
        typed: Callable[[str], object] | None = None,
        several: Callable[[Sequence[str]], object] | None = None,
        *,
        is_selected: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        """Opens for one line. Enter calls `keep` with it, which returns the reason of a refusal, or None.
        `typed` is called with the text after each key, and with "" when the line is given up; `several` with
        the lines of a paste, where each is one; of a text `is_selected` the first key takes the place. An
        empty line gives up, unless it `may_be_empty`."""
        self.label, self.hint, self.keep, self.typed, self.fault = label, hint, keep, typed, ""
        self.several, self.is_selected = several, is_selected and bool(text)
        self.may_be_empty = may_be_empty
        self.line = Line.of(text)
        self._update()

    def ask_no_reason(self, keep: Callable[[], Words | None]) -> None:
        """Takes the reason that somebody may be typing where none is asked any more, so that no letter of it
        is a command. Enter goes on, with or without it; the reason goes nowhere."""
        words = say("Nothing is missing any more: no reason is asked")
        self.ask(words, lambda _reason: keep(), say("enter goes on · esc does not"), may_be_empty=True)

    def resume(self, text: str) -> None:
        """Sets the text of the line as if it had just been typed."""
        self._set(Line.of(text))

    def refuse(self, why: Words) -> None:
        """Says why something is not taken into the line, until the next key."""
        self.fault = why
        self.refresh(layout=True)

    def tell(self, hint: Words) -> None:
        """Says something else beside the line."""
        self.hint = hint
        self.refresh()

    def close(self) -> None:
        self.keep = None
        self._update()

    def _update(self) -> None:
        self.set_class(self.is_open, "-open")
        self.refresh(layout=True)
        if self.changed is not None:
            self.changed()

    def take_key(self, key: str, character: str | None) -> bool:
        if self.keep is None or is_always(key):
            return False
        if character and character.isprintable():
            line: Line | None = self._written_over().insert(character)
        else:
            line = self.line.press(key)
        if key == "escape":
            self._set(Line())
            self.close()
        elif key == "enter":
            keep, text = self.keep, self.line.text.strip()
            self.keep = None
            fault = keep(text) if text or self.may_be_empty else None
            if fault is not None:
                self.keep, self.fault = keep, fault
            self._update()
        elif line is None or line == self.line:
            return False
        else:
            self._set(line)
        return True

    def take_paste(self, text: str) -> bool:
        text = as_pasted(text)
        lines = captured_lines(self.line.insert(text).text) if self.several is not None else []
        if self.several is not None and len(lines) > 1:
            self.several(lines)
        else:
            self._set(self._written_over().insert(in_one_line(lines[0] if lines and "\t" in text else text)))
        return True

    def _written_over(self) -> Line:
        """The line that a character or a paste goes into: an empty one in the place of a selected text."""
        return Line() if self.is_selected else self.line

    def _set(self, line: Line) -> None:
        had_fault = bool(self.fault)
        self.line, self.fault, self.is_selected = line, "", False
        if self.typed is not None:
            self.typed(line.text)
        self.refresh(layout=had_fault)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + len(self._below(width))

    def _below(self, width: int) -> list[str]:
        """The lines of a refusal that has no room beside the label and the text."""
        fault = display(self.fault)
        beside = cell_len(display(f" {self.label} {self.line.text}")) + cell_len(fault) + 4
        if not fault or beside <= width:
            return []
        return [line for _begin, line in wrap(fault, max(10, width - 2))]

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        below = self._below(width) if self.fault and self.size.height > 1 else []
        if y:
            text = below[y - 1] if y <= len(below) else ""
            alarm = base + look(self.app.theme, "alarm")
            return Strip([Segment(f" {text}", alarm)]).adjust_cell_length(width, base)
        label = display(f" {self.label} ")
        remark = "" if below else display(self.fault or ("" if self.line.text else self.hint))
        reserved = min(cell_len(remark) + 2, width // 2) if remark and self.fault else 1
        before, caret, after = visible_part(self.line, max(12, width - cell_len(label) - reserved))
        parts = [
            Segment(label, base + look(self.app.theme, "accent")),
            Segment(before, base + Style(reverse=self.is_selected)),
            Segment(caret, look(self.app.theme, "caret")),
            Segment(after, base),
        ]
        if remark:
            used = sum(cell_len(part.text) for part in parts) + 2
            parts.append(
                Segment(
                    f"  {fit(remark, min(cell_len(remark), width - used))}",
                    base + look(self.app.theme, "alarm" if self.fault else "muted"),
                )
            )
        self.app.cursor_position = self.content_region.offset + Offset(cell_len(label) + cell_len(before), 0)
        return Strip(parts).adjust_cell_length(width, base)


def visible_part(line: Line, room: int) -> tuple[str, str, str]:
    """The part of a line that is visible in `room` cells: before the caret, under it, and after it, with an
    ellipsis where text is left out."""
    text, at = line.text, line.caret
    start, end = at, next_grapheme(text, at)
    caret = display(text[at:end]) or " "
    left = room - cell_len(caret) - 1
    while start:
        first = previous_grapheme(text, start)
        left -= cell_len(display(text[first:start]))
        if left < bool(first):  # the ellipsis needs a cell
            break
        start = first
    before = ("…" if start else "") + display(text[start:at])
    right = room - cell_len(before) - cell_len(caret)
    after = display(beginning(text[end:], right))
    return before, caret, fit(after, min(cell_len(after), right))
