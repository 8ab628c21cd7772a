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
FILE = re.compile(r"^```yaml\n# ([\w-]+\.yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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
    """The command lines of a page, in order, each with the lines of output below it."""
    found = []
    for block in COMMAND.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_do_what_the_page_says(page, tmp_path, monkeypatch):
    """kaohe's run here; make's are what the continuous integration itself calls. A block of YAML
    whose first line is the name of a file is that file. What fails is followed by `echo $?`."""
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    for name, content in FILE.findall(text):
        (tmp_path / name).write_text(f"# {name}\n{content}", encoding="utf-8")
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    status = 0
    for line, told in commands(text):
        program, *arguments = shlex.split(line)
        assert program in ("kaohe", "make", "echo"), line
        if program == "echo":
            assert (line, told) == ("echo $?", [str(status)])
            status = 0
            continue
        assert status == 0, f"the line before fails: {line}"
        if program == "make":
            assert set(arguments) <= set(targets), line
        else:
            outcome = CliRunner().invoke(main, arguments)
            status = outcome.exit_code
            assert told in ([], outcome.output.splitlines()), f"{line}\n{outcome.output}"
    assert status == 0


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
