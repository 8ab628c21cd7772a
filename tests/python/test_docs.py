"""The pages of the documentation: their Python sessions run, and their links lead somewhere."""

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kaohe.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SESSION = re.compile(r"^```(?:python|pycon)\n(>>> .*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CPP = re.compile(r"^```cpp\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EMBEDDED = ROOT / "examples" / "embed" / "main.cpp"  # the consumer test builds and runs it
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)")


def sessions(text):
    """The examples of a page, one session from its top to its end, without the fences."""
    return "\n".join(SESSION.findall(text))


def failures(text, name):
    test = doctest.DocTestParser().get_doctest(sessions(text), {}, name, name, 0)
    return doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed


def dead_links(text, folder):
    return [link for link in LINK.findall(text) if not (folder / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_sessions_print_what_the_page_says(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert failures(page.read_text(encoding="utf-8"), str(page.relative_to(ROOT))) == 0


def commands(text):
    """The command lines of a page, in order; other lines of a console block are output."""
    return [line[2:] for block in COMMAND.findall(text) for line in block.splitlines()
            if line.startswith("$ ")]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_succeed(page, tmp_path, monkeypatch):
    """kaohe's run here; make's are what the continuous integration itself calls."""
    monkeypatch.chdir(tmp_path)
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in commands(page.read_text(encoding="utf-8")):
        program, *arguments = shlex.split(line)
        assert program in ("kaohe", "make"), line
        if program == "make":
            assert set(arguments) <= set(targets), line
        else:
            outcome = CliRunner().invoke(main, arguments)
            assert outcome.exit_code == 0, f"{line}\n{outcome.output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_cpp_is_what_the_consumer_test_builds(page):
    for block in CPP.findall(page.read_text(encoding="utf-8")):
        assert block == EMBEDDED.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert dead_links(page.read_text(encoding="utf-8"), page.parent) == []


def test_a_wrong_session_is_found(capsys):
    assert failures("```python\n>>> 1 + 1\n3\n```\n", "page") == 1
    assert failures("```python\n>>> 1 + 1\n2\n```\n", "page") == 0
    assert "Expected" in capsys.readouterr().out


def test_a_dead_link_is_found(tmp_path):
    (tmp_path / "here.md").touch()
    text = "[a](here.md), [b](there.md#part), [c](#part), [d](mailto:a@b)"
    assert dead_links(text, tmp_path) == ["there.md"]
