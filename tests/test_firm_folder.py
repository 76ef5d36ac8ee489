"""The folder of a firm from the command line: what is in it is used, nothing outside it, and its mistakes are
told before anything is written."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from cxworkshop import cli, commands, language, settings
from cxworkshop.documents.firm import our_sources
from cxworkshop.errors import FaultyTemplate
from cxworkshop.firm_folder import LARGEST, MOST, firm_from
from cxworkshop.settings import read


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXWORKSHOP_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("CXWORKSHOP_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("CXWORKSHOP_LANGUAGE", "en")
    settings.forget()
    assert cli.main(["demo", "--copy"]) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "firm"
    (made / "plan").mkdir(parents=True)
    (made / "minutes.md.j2").write_text(
        "# Minutes\n\n{% for line in decisions.decided %}\n- {{ line.text }}\n{% endfor %}"
    )
    (made / "plan" / "choices.md.j2").write_text("Our own choices.")
    (made / "look.toml").write_text('footer = "Salmi & Co"')
    return made


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert cli.main([*words]) == code
    said = capsys.readouterr()
    return said.out if code == 0 else said.err


def written(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    return run(capsys, "write", "demo", "--on", "2026-11-05", "--output", "-", *words)


# ---- used --------------------------------------------------------------------------------------------------
def test_a_document_is_written_with_the_templates_of_a_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--templates", str(folder)],):
        assert "Our own choices." in written(capsys, "--document", "plan", *words)
        assert written(capsys, "--document", "minutes", *words).startswith("# Minutes\n\n- ")
        page = written(capsys, "--document", "minutes", "--format", "html", *words)
        assert "<footer>Salmi &amp; Co</footer>" in page
    path = Path(run(capsys, "write", "demo", "--document", "minutes", "--templates", str(folder)).strip())
    assert path.name.endswith("-minutes.en.md")
    assert "Our own choices." not in written(capsys, "--document", "plan")


def test_the_settings_name_the_folder_for_every_time(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.toml").write_text(f'templates = "{folder.as_posix()}"')
    settings.forget()
    assert written(capsys, "--document", "minutes").startswith("# Minutes")
    assert "Action plan" in written(capsys, "--document", "plan")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("templates = 3")
    assert str(read(str(wrong)).troubles[0]).endswith("templates: 3 is no folder. Try: ~/templates")


def test_a_document_that_there_is_not_is_named_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("write", "demo", "--templates", str(folder), "--document", "minutez")
    assert "Did you mean minutes?" in run(capsys, *words, code=2)


def test_the_worked_example_of_the_page_works(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")
    minutes, plan = re.findall(r"```jinja\n(.*?)```", page, re.DOTALL)
    (look,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (folder / "plan" / "choices.md.j2").unlink()
    for name, text in (("minutes.md.j2", minutes), ("plan.md.j2", plan), ("look.toml", look)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>')
    words = ("--templates", str(folder), "--format", "html")
    made = written(capsys, "--document", "minutes", *words)
    for part in ("<h2>Open questions</h2>", "#5a1e6b", "<td>Marja Lehtoranta</td>", "data:image/svg+xml"):
        assert part in made
    assert "Salmi &amp; Partners asked for it three times" in written(capsys, "--document", "plan", *words)


# ---- listed ------------------------------------------------------------------------------------------------
def test_what_there_is_to_use_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = run(capsys, "templates", "--templates", str(folder))
    for words in (
        "plan.md.j2 (ours)",
        "Minutes · minutes.md.j2 (yours)",
        "plan/choices.md.j2",
        "row(*cells)",
        "bold",
    ):
        assert words in listed
    told = run(capsys, "templates", "--document", "owner")
    assert "context_version (number)" in told
    assert "pages (list of Page)" in told
    assert run(capsys, "templates", "--document", "minutes", "--templates", str(folder)).startswith(
        "In every"
    )


def test_our_templates_are_copied_to_begin_with_and_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "new" / "firm"
    assert run(capsys, "templates", "--copy", str(copy)).strip() == str(copy)
    assert firm_from(copy).sources == our_sources()
    plan = ("--document", "plan")
    assert written(capsys, *plan, "--templates", str(copy)) == written(capsys, *plan)
    assert "is there already" in run(capsys, "templates", "--copy", str(copy), code=3)


# ---- refused -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("minutes.md.j2", "a\n{{ nothing }}", "minutes.md.j2, line 2: there is no nothing here"),
        ("minutes.md.j2", "{% for %}", "minutes.md.j2, line 1: this cannot be read"),
        ("look.toml", "fnt = 1", "look.toml: there is no entry fnt. Try: font."),
    ],
)
def test_nothing_is_written_with_a_faulty_template_or_look(
    name: str, text: str, why: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text(text)
    words = ("write", "demo", "--document", "minutes", "--templates", str(folder))
    assert why in run(capsys, *words, code=2)
    assert [path.name for path in (tmp_path / "sessions").iterdir()] == ["demo.json"]


def test_a_faulty_template_is_told_by_the_list_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan" / "choices.md.j2").write_text("<b>x</b>")
    words = ("templates", "--templates", str(folder))
    assert "plan/choices.md.j2, line 1: a template holds no HTML" in run(capsys, *words, code=2)
    language.use("fi")
    assert "plan/choices.md.j2, rivi 1: mallissa ei ole muuta HTML:ää" in run(
        capsys, "--language", "fi", *words, code=2
    )


def refused(folder: Path) -> str:
    with pytest.raises(FaultyTemplate) as caught:
        firm_from(folder)
    return str(caught.value)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "x.md.j2").symlink_to(tmp_path / "secret.txt")
    assert refused(folder) == "x.md.j2 lies outside the folder of templates."
    (folder / "x.md.j2").unlink()
    (folder / "deep").symlink_to(tmp_path)
    assert "deep/secret.md.j2" not in firm_from(folder).sources
    for name in ("../secret.txt", str(tmp_path / "secret.txt"), "deep/secret.txt"):
        (folder / "look.toml").write_text(f'logo = "{name}"')
        assert refused(folder).endswith("lies outside the folder of templates.")


def test_what_is_no_template_is_named(folder: Path, tmp_path: Path) -> None:
    assert "There is no folder of templates" in refused(tmp_path / "none")
    path = folder / "x.md.j2"
    path.write_bytes(b"\xff")
    assert refused(folder) == "x.md.j2: it is no text in UTF-8."
    path.write_bytes(b"a" * (LARGEST + 1))
    assert refused(folder) == "x.md.j2: the file is larger than 256 KiB."
    path.unlink()
    path.symlink_to(folder / "nowhere")
    assert refused(folder) == "x.md.j2: it leads nowhere."
    path.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        assert "cannot be read" in refused(folder)
        path.unlink()
    path.mkdir()
    assert "x.md.j2" not in firm_from(folder).sources
    for k in range(MOST + 1):
        (folder / f"m{k}.md.j2").touch()
    assert "has more than 200 templates" in refused(folder)


def teardown_module() -> None:
    settings.forget()
    commands.rebind({})
    language.use("en")


@pytest.mark.parametrize("name", ["minutes.md", "minutes.j2", "minutes.jinja"])
def test_a_file_that_was_meant_to_be_a_template_is_named_with_what_it_should_be_called(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("# x")
    with pytest.raises(FaultyTemplate, match=r"ends in \.md\.j2: minutes\.md\.j2"):
        firm_from(tmp_path)
    (tmp_path / name).rename(tmp_path / "README.md")
    assert not firm_from(tmp_path).sources
