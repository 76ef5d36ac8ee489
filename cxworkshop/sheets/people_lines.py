"""Reads people from lines as mail programs, word processors and files have them: `Last, First <address>`,
several parted by semicolons, `Name, role`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cxworkshop.method.roles import is_title
from cxworkshop.model.matching import folded, visible
from cxworkshop.model.people_names import PARTICLES
from cxworkshop.sheets.tables import BEFORE_LINE

_ADDRESS = re.compile(
    r"[<(\[]?\s{0,9}(?:mailto:)?[^\s<>()\[\];,\"'@]{1,64}@[^\s<>()\[\];,\"'@]{1,255}\s{0,9}[>)\]]?"
)
"""An address. All parts have a limit, so that looking for one in any text takes no longer than reading it."""
_MARKUP = re.compile(r"\*\*|__")
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
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|dear|hei|moi|moikka|terve|tervehdys|hyvää?\s\w+|good\s(?:morning|day|afternoon|evening))"
    r"|(?:(?:ystävällisin|parhain|lämpimin|iloisin)\s)?terveisin|terv\.|yt|kiitos|kiitoksia|thanks|thank\syou"
    r"|many\sthanks|(?:(?:kind|best|warm|kindest)\s)?regards|best\swishes|cheers|sincerely|yours\s\w+|mvh)"
    r"(?:\s[^,]*)?[,!.]*|best[,!.]*",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"(?:sent\sfrom|get\soutlook|lähetetty|hae\soutlook|skickat\sfrån)\b.*", re.IGNORECASE)
"""What mail programs write below a mail."""
LONGEST = 6
"""Words of a name; what has more is a sentence."""


@dataclass
class PeopleRead:
    """The cells (name, role, …) of those whom lines name, each once. `unread` are parts that name nobody;
    `repeated` are names that came again; `addresses` counts what was left out."""

    rows: list[list[str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    addresses: int = 0
    _known: set[tuple[str, str]] = field(default_factory=set)
    _doubtful: list[list[str]] = field(default_factory=list)

    def add_lines(self, text: str) -> None:
        """Adds everybody whom the lines of a text name."""
        for whole_line in text.split("\n"):
            line = BEFORE_LINE.sub("", whole_line, count=1).strip()
            if line.startswith(",") or line.endswith(":") or _GREETING.fullmatch(line) or _DEVICE.match(line):
                self.unread.append(line)
                continue
            for cells in _entries(_RECIPIENTS.sub("", line, count=1)):
                self.add(cells)

    def add(self, cells: Sequence[str]) -> None:
        """Adds one person, whose name is the first cell."""
        person, addresses = _person(cells)
        self.addresses += addresses
        if person:
            if self.is_new(*person[:2]):
                self.rows.append(person)
                self._doubtful += [person] if not addresses and _is_doubtful(person) else []
        elif any(cell.strip() for cell in cells):
            self.unread.append("; ".join(cell.strip() for cell in cells if cell.strip()))

    def is_new(self, name: str, role: str = "") -> bool:
        """Whether nobody of this name and role was named before; keeps who was."""
        key = folded(name), folded(role)
        if key in self._known:
            self.repeated.append(name)
            return False
        self._known.add(key)
        return True

    def leave_doubtful(self) -> None:
        """Takes back the names that hardly are any, where the other lines have names and roles."""
        if len(self._doubtful) * 2 <= len(self.rows):
            self.unread += [" ".join(person) for person in self._doubtful]
            self.rows = [row for row in self.rows if row not in self._doubtful]


def _is_doubtful(person: Sequence[str]) -> bool:
    """Whether somebody without a role has a single name, or a sentence for one."""
    first, *others = person[0].split()
    is_sentence = len(others) > 1 and all(word == word.lower() for word in others)
    return not any(person[1:]) and (not others or (is_sentence and first != first.lower()))


def names_newcomers(text: str) -> bool:
    """Whether a text is a list of people, and not cells that are names and nothing else."""
    people = PeopleRead()
    people.add_lines(text.strip("\n"))
    lines = [line.split() for line in text.split("\n") if line.strip()]
    return "\t" not in text and bool(people.rows) and [" ".join(row).split() for row in people.rows] != lines


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
    if are_people or len(addressed) == len(filled):
        return [[part] for part in filled]
    return [[parts[0], *map(_unquoted, parts[1:])]]


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


def _unquoted(text: str) -> str:
    """A text without the quotation marks that enclose it as a cell; those inside it are its own."""
    inner = text.strip()[1:-1]
    if len(text.strip()) > 2 and text.strip() == f'"{inner}"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return text.strip()


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
            rest.append(cell.strip())
    text = visible(_unquoted(_MARKUP.sub(" ", text).strip(" ,;<>'")))
    name, role = _split(" ".join(text.split()).strip(" ,;<>'"), is_certain=bool(mails))
    title, name = _title_before(name)
    role = ", ".join(filter(None, (title, role)))
    if not any(map(str.isalpha, name)) or len(name.split()) > LONGEST or name.endswith((":", "?", "!")):
        return [], addresses
    roles = [role, *rest] if role else rest
    return [name, *roles], addresses


def _split(text: str, *, is_certain: bool) -> tuple[str, str]:
    """Name and role: `Last, First` is turned round where it must be a name, with an address behind it
    (`is_certain`), or looks like one."""
    aside = ""
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text):
        text, aside = match[1], match[2].strip()
    name, comma, after = (part.strip() for part in text.partition(","))
    if not comma:
        name, *roles = re.split(r"\s[–—-]\s", text, maxsplit=1)
        return name.strip(), _with_aside(roles[0].strip() if roles else "", aside)
    given, _comma, rest = (part.strip() for part in after.partition(","))
    surnames = [word for word in name.split() if word.casefold() not in PARTICLES]
    is_turned = (
        _is_name(given)
        and _is_name(name)
        and (len(surnames) == 1 or (is_certain and len(surnames) <= 3 and len(given.split()) == 1))
    )
    if is_turned:
        return f"{given} {name}", _with_aside(rest, aside)
    return name, _with_aside(after, aside)


def _with_aside(role: str, aside: str) -> str:
    """A role with what stands behind it in brackets; alone that is the role."""
    return f"{role} ({aside})" if role and aside else role or aside


def _title_before(name: str) -> tuple[str, str]:
    """The title before a name, and the name: Executive Director Margaret Ashworth."""
    words = name.split()
    for k in range(1, min(len(words) - 1, LONGEST)):
        title, rest = " ".join(words[:k]), " ".join(words[k:])
        if _is_name(rest) and is_title(title):
            return title, rest
    return "", name


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
