"""Reads people from lines as mail programs, word processors and files have them: `Last, First <address>`,
several parted by semicolons, `Name, role`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cxworkshop.model.people_names import PARTICLES
from cxworkshop.sheets.tables import BEFORE_LINE

_ADDRESS = re.compile(
    r"[<(\[]?\s{0,9}(?:mailto:)?[^\s<>()\[\];,\"'@]{1,64}@[^\s<>()\[\];,\"'@]{1,255}\s{0,9}[>)\]]?"
)
"""An address. All parts have a limit, so that looking for one in any text takes no longer than reading it."""
_MARKUP = re.compile(r'"|\*\*|__')
_TELEPHONE = re.compile(r"(?:\+\d|\b0\d)[\d\s()–-]{5,25}\d")
_AFTER_ADDRESS = re.compile(r"(?<=>),(?=[^;@]{1,100}@)")
"""A comma that parts one with an address from the next."""
_RECIPIENTS = re.compile(
    r"\A\s*(?:to|cc|bcc|from|required|optional|vastaanottajat?|kopio|lähettäjä|pakollinen|valinnainen)\s*:\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*")
_ACRONYMS = {
    "ceo", "cfo", "coo", "cto", "cmo", "cio", "cco", "chro", "cxo", "hr", "it", "cx", "vp", "svp", "evp",
    "md", "tj", "ab", "oy", "oyj", "ltd", "inc", "llc", "gmbh", "ry",
}  # fmt: skip
_ROLES = re.compile(
    r"director|manager|chief|^head|lead(?:er)?\b|officer|owner|president|^chair|board|sales|financ|service"
    r"|market|operation|logisti|product|^human|resources|engineer|analyst|assistant|secretary|design|develop"
    r"|consult|specialist|coordinat|controller|partner|founder|trainee|customer|digital|support|quality"
    r"|johtaja|johto|päällik|vastaava|asiantunt|sihteeri|myyn|myyj|talou|palvelu|markkin|tuot|henkilöstö"
    r"|suunnitteli|esihenkil|esimies|koordin|konsult|hallit|asiakas|kehit|laatu|chef|direktör",
    re.IGNORECASE,
)
"""What words of roles, parts of an organisation and companies hold, and names hardly do."""
LONGEST = 6
"""Words of a name; what has more is a sentence."""


@dataclass
class PeopleRead:
    """The cells (name, role, …) of those whom lines name. `unread` are parts that name nobody;
    `addresses` counts what was left out."""

    rows: list[list[str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    addresses: int = 0

    def add_lines(self, text: str) -> None:
        """Adds everybody whom the lines of a text name."""
        for line in text.split("\n"):
            for cells in _entries(_RECIPIENTS.sub("", BEFORE_LINE.sub("", line, count=1), count=1)):
                self.add(cells)

    def add(self, cells: Sequence[str]) -> None:
        """Adds one person, whose name is the first cell."""
        person, addresses = _person(cells)
        self.addresses += addresses
        if person:
            self.rows.append(person)
        elif any(cell.strip() for cell in cells):
            self.unread.append("; ".join(cell.strip() for cell in cells if cell.strip()))


def name_and_role(text: str) -> list[str]:
    """The name in a text, with the role that follows it; none of them where no name is seen."""
    return _person([text])[0]


def is_address(text: str) -> bool:
    """Whether a cell holds an address or a telephone number."""
    text = text.strip()
    return bool(_ADDRESS.fullmatch(text) or _TELEPHONE.fullmatch(text))


def _entries(line: str) -> list[list[str]]:
    """The entries of a line: people parted by semicolons, each as one text, or the cells of one person."""
    parts = [part.strip() for part in _parts(_AFTER_ADDRESS.sub(";", line))]
    filled = [part for part in parts if part]
    if len(filled) < 2:
        return [filled] if filled else []
    addressed = [part for part in filled if _ADDRESS.search(part)]
    are_people = (
        any(not _ADDRESS.fullmatch(part) for part in addressed)
        if addressed
        else ("; " in line or len(filled) > 2) and all(_is_name(part.replace(",", "")) for part in filled)
    )
    return [[part] for part in filled] if are_people or len(addressed) == len(filled) else [parts]


def _parts(line: str) -> list[str]:
    """The parts of a line between semicolons outside quotation marks, if these are in pairs."""
    quoted = line.split('"')
    if len(quoted) % 2 == 0:
        return line.split(";")
    parts = [""]
    for i, piece in enumerate(quoted):
        if i % 2:
            parts[-1] += f'"{piece}"'
        else:
            first, *more = piece.split(";")
            parts[-1] += first
            parts += more
    return parts


def _person(cells: Sequence[str]) -> tuple[list[str], int]:
    """The cells of a person, none where they name nobody, and how many addresses were left out."""
    first, *others = cells
    text, mails = _ADDRESS.subn(" ", first)
    text, telephones = _TELEPHONE.subn(" ", text)
    addresses = mails + telephones
    rest = []
    for cell in others:
        if is_address(cell):
            addresses += 1
        else:
            rest.append(cell.strip().strip('"'))
    name, role = _split(" ".join(_MARKUP.sub(" ", text).split()).strip(" ,;<>'"), is_certain=bool(mails))
    if not any(map(str.isalpha, name)) or len(name.split()) > LONGEST or name.endswith((":", "?", "!")):
        return [], addresses
    roles = [role, *rest] if role else rest
    return [name, *roles], addresses


def _split(text: str, *, is_certain: bool) -> tuple[str, str]:
    """Name and role: `Last, First` is turned round where it must be a name, with an address behind it
    (`is_certain`), or looks like one."""
    role = ""
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text):
        text, role = match[1], match[2].strip()
    name, comma, after = (part.strip() for part in text.partition(","))
    if not comma:
        name, *roles = re.split(r"\s[–—-]\s", text, maxsplit=1)
        return name.strip(), roles[0].strip() if roles else role
    given, _comma, rest = (part.strip() for part in after.partition(","))
    surnames = [word for word in name.split() if word.casefold() not in PARTICLES]
    is_turned = (
        _is_name(given)
        and _is_name(name)
        and (len(surnames) == 1 or (is_certain and len(surnames) <= 3 and len(given.split()) == 1))
    )
    if is_turned:
        return f"{given} {name}", rest or role
    return name, after or role


def _is_name(text: str) -> bool:
    """Whether a text looks like a name, or a part of one: few words with capitals, none of a role."""
    words = [word for word in text.split() if word.casefold() not in PARTICLES]
    return 0 < len(words) <= 4 and all(
        _WORD.fullmatch(word)
        and word[0].isupper()
        and word.casefold() not in _ACRONYMS
        and not _ROLES.search(word)
        for word in words
    )
