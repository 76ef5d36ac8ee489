"""Whatever looks like an address and is none is refused: its password is on no screen, and no folder has
it for a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from cxworkshop import settings
from cxworkshop.cli import main
from cxworkshop.storage.mistyped import looks_like_an_address

SECRET = "gehe1m"
RIGHT = "postgresql://anna@127.0.0.1:1/cx"
SCHEMES = ("postgresql://", "postgres://", "http://", "https://", "mysql://", "jdbc:postgresql://", "")
ALPHABET = "a/:;\\?#P.-_ "


@st.composite
def mistyped(draw: st.DrawFn) -> str:
    """An address with a password, and up to three slips of the hand before it."""
    scheme = list(draw(st.sampled_from(SCHEMES)))
    for _slip in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(scheme)))
        match draw(st.sampled_from(["deletion", "insertion", "swap"])):
            case "deletion":
                del scheme[at : at + 1]
            case "insertion":
                scheme.insert(at, draw(st.sampled_from(ALPHABET)))
            case "swap" if 0 < at < len(scheme):
                scheme[at - 1], scheme[at] = scheme[at], scheme[at - 1]
    user = draw(st.sampled_from(("anna", "a", "", "an/na", "anna@firm")))
    password = draw(st.sampled_from((SECRET, f"12#{SECRET}", f"x/{SECRET}", f"{SECRET}:x", f"a@{SECRET}")))
    tail = draw(
        st.sampled_from(("@127.0.0.1:1/cx", "@127.0.0.1:1", "@db", "@127.0.0.1:1/cx?sslmode=require"))
    )
    return f"{''.join(scheme)}{user}:{password}{tail}"


def uses(text: str) -> list[list[str]]:
    """Every place of the command line where somebody may put an address."""
    return [
        ["--sessions", text, "list"],
        ["--sessions", text, "demo", "--copy"],
        ["show", text],
        ["show", f"{text}#aava"],
        ["check", f"{text}#aava"],
        ["restore", text],
        ["merge", text, "other"],
        ["store", "init", text],
        ["store", "check", text],
        ["store", "copy", RIGHT, text],
        ["store", "copy", text, RIGHT],
        ["store", "copy", ".", text],
        ["checkin", "other", text],
        ["import", "other", text],
        ["write", "demo", "--document", "plan", "--output", text],
        ["store", text],
        ["list", text],
        [text],
    ]


def is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> bool:
    code = main(words)
    printed = capsys.readouterr()
    assert SECRET not in printed.out + printed.err, words
    return code in (1, 2, 3) and len(printed.out + printed.err) > 20


@given(mistyped())
@example(f"postgrseql://anna:{SECRET}@127.0.0.1:1/workshops")
@example(f"postgresql:/anna:{SECRET}@127.0.0.1:1/workshops")
@example(f"postgresql//anna:{SECRET}@127.0.0.1:1/workshops")
@example(f"//anna:{SECRET}@db/workshops")
@example(f"host=db user=anna password={SECRET}")
@example(f"postgresql:/anna/{SECRET}/workshops")
@example(f"postgresql:anna@db/workshops?password={SECRET}")
@of_hypothesis(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_password_of_a_mistyped_address_is_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    here = tmp_path / "here"
    here.mkdir(exist_ok=True)
    monkeypatch.chdir(here)
    monkeypatch.setenv("CXWORKSHOP_STORES", str(tmp_path / "stores"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(here))
    monkeypatch.delenv("CXWORKSHOP_SESSIONS", raising=False)
    if text.startswith("-"):
        return  # a flag
    for words in uses(text):
        assert is_refused(words, capsys), words
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", text)
    for words in (["list"], ["demo", "--copy"], ["show", "aava"]):
        assert is_refused(words, capsys), words
    assert not [path for path in tmp_path.rglob("*") if SECRET in path.name]
    assert not list(here.iterdir())


@given(mistyped())
@example(f"postgresql:/anna:{SECRET}@db/cx")
@of_hypothesis(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nor_is_it_in_what_is_said_of_the_settings(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    for line in (
        f"folder = '{text}'",
        f"folder = {text}",
        f"folder = ['{text}']",
        f"[new]\nfolder = '{text}'",
    ):
        file.write_text(line, "utf-8")
        read = settings.read(str(file))
        assert read.troubles
        assert read.folder == ""
        assert SECRET not in repr(read)


@pytest.mark.parametrize(
    "path", ["C:\\Users\\me:x@firm", "c:/work", "./a:b@c", "../x//y", "~/a:b@c", "/tmp/me/a:b@c", "sessions",
             "~anna/x", "postgres-workshops", "/", "a@b", "lanka-oy: 2026", "/tmp/postgresql/work"]
)  # fmt: skip
def test_a_path_is_a_path(path: str) -> None:
    assert not looks_like_an_address(path)


def test_what_is_there_is_a_folder_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("we:rk", "anna:b@c", "a:b/c", "of//us"):
        (tmp_path / name).mkdir(parents=True)
        assert main(["--sessions", name, "list"]) == 0
        capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (["--sessions", "postgrseql://anna@db/x", "list"], "postgresql://anna@db.example.org/workshops"),
        (["show", "https://192.168.1.20:8765"], "http://192.168.1.20:8765"),
        (["--sessions", "http://192.168.1.20:8765", "list"], "cxworkshop open http://192.168.1.20:8765"),
        (["postgresql://anna@db/x"], "--sessions postgresql://anna@db.example.org/workshops"),
        (["merge", "a", "b", "--output", "x"], "no workshop a"),
    ],
)
def test_the_right_form_is_said(words: list[str], right: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert right in capsys.readouterr().err
