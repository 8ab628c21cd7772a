"""docs/problems.md lists every code that the project gives, with the meaning the code has."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r'"((?:K-[EW]|L-CN-)\d+)"')
ROW = re.compile(r"^\| ((?:K-[EW]|L-CN-)\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
DECLARED = re.compile(r'problem_code\s+\w+\{\s*"([^"]+)",\s*((?:"[^"]*"\s*)+)\}')
SOURCES = ("include", "src", "bindings", "python")


def given(root):
    """The codes in the sources, each with the files that give it."""
    found = {}
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".hpp", ".cpp", ".py"}:
                for code in CODE.findall(path.read_text(encoding="utf-8")):
                    found.setdefault(code, []).append(str(path.relative_to(root)))
    return found


def listed(root):
    return ROW.findall((root / "docs/problems.md").read_text(encoding="utf-8"))


def declared(root):
    """The policy codes with their meaning, as the header declares them."""
    text = (root / "include/kaohe/policy/problem_codes.hpp").read_text(encoding="utf-8")
    return {code: "".join(re.findall(r'"([^"]*)"', parts)) for code, parts in DECLARED.findall(text)}


def test_the_page_lists_every_code_once_and_no_other():
    codes = [code for code, _, _ in listed(ROOT)]
    assert len(codes) == len(set(codes))
    unlisted = {code: files for code, files in given(ROOT).items() if code not in codes}
    assert unlisted == {}
    assert set(codes) - set(given(ROOT)) == set()


def test_the_page_says_what_the_header_says():
    assert len(declared(ROOT)) >= 70
    meanings = {code: meaning for code, meaning, _ in listed(ROOT)}
    assert {code: meanings[code] for code in declared(ROOT)} == declared(ROOT)


def test_a_code_that_is_nowhere_listed_is_found(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/new.cpp").write_text('refuse("K-E999", "K-W001");\n')
    assert given(tmp_path) == {"K-E999": ["src/new.cpp"], "K-W001": ["src/new.cpp"]}
