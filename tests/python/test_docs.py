"""The pages of the documentation: their Python sessions run, and their links lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SESSION = re.compile(r"^```(?:python|pycon)\n(>>> .*?)^```$", re.MULTILINE | re.DOTALL)
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
