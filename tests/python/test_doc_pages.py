"""Each concept has a page, and each page says the same things in the same order."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
HEADINGS = ["Meaning", "Edges", "Errors", "Example"]
CONCEPTS = {
    "windows": {"calendar", "duty", "rolling", "deadline"},
    "measures": {"count", "distinct", "sum", "share", "all_of"},
    "excuses": {
        "waived", "left", "no-working-day", "leave", "no-target", "prorated", "no-data",
        "no-records",
    },
}
PAGES = [
    *(
        DOCS / f"{name}.md"
        for name in ("index", "bounds", "time", "people", "workflows", "amendments")
    ),
    *(DOCS / folder / f"{name}.md" for folder in CONCEPTS for name in sorted(CONCEPTS[folder])),
]
CODE = re.compile(r"\b(?:K-[EW]|L-CN-)\d+")


def headings(text):
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def last_section(text):
    return text.rpartition("\n## ")[2]


@pytest.mark.parametrize("folder", CONCEPTS)
def test_each_concept_has_a_page(folder):
    assert {path.stem for path in (DOCS / folder).glob("*.md")} == CONCEPTS[folder]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_each_page_has_the_headings(page):
    text = page.read_text(encoding="utf-8")
    assert headings(text) == HEADINGS
    assert re.search(r"^>>> result = |^>>> for ", last_section(text), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_each_code_of_a_page_is_explained(page):
    explained = (DOCS / "problems.md").read_text(encoding="utf-8")
    unknown = [
        code
        for code in CODE.findall(page.read_text(encoding="utf-8"))
        if f"| {code} |" not in explained
    ]
    assert unknown == []


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: str(page.relative_to(DOCS)))
def test_the_index_leads_to_each_page(page):
    link = f"]({page.relative_to(DOCS).as_posix()})"
    assert link in (DOCS / "index.md").read_text(encoding="utf-8")
