"""Large figures of block characters, for a count or a clock that is read across a room."""

from __future__ import annotations

from cxworkshop.sheets.pieces import Line

_BITS = {
    "0": "755555557", "1": "226222227", "2": "711174447", "3": "711171117", "4": "555571111",
    "5": "744471117", "6": "744475557", "7": "711122222", "8": "755575557", "9": "755571117",
    ":": "002000200", "+": "000272000", "−": "000070000", "/": "111222444", " ": "000000000",
}  # fmt: skip
"""Each sign by its lines of three cells, as bits; nine lines are drawn on five, two by two."""
_HALVES = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
HEIGHT = 5
"""Lines of a large figure."""


def large(text: str, tone: str = "strong") -> list[Line]:
    """A text of digits, colons, slashes and signs on HEIGHT lines; other signs are left out."""
    rows: list[str] = [""] * (2 * HEIGHT)
    for sign in text:
        for y, bits in enumerate(f"{_BITS[sign]}0" if sign in _BITS else ""):
            rows[y] += "".join(str(int(bits) >> shift & 1) * 2 for shift in (2, 1, 0)) + "00"
    return [
        (("".join(_HALVES[int(a), int(b)] for a, b in zip(above, below, strict=True)).rstrip(), tone),)
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    ]
