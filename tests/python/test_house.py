"""The shape of the house: which room may include which, how long a file may be, what no file names.

The rooms and their order are those of docs/contributing.md. The tests that work on a small made-up
tree show that each rule can fail.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each room may include besides itself and what is free to all.
ROOMS = {
    "time": set(),
    "data": {"time"},
    "rule": {"time", "data"},
    "policy": {"time", "data", "rule"},
    "result": {"time", "data/ids"},
    "engine": {"time", "data", "rule", "policy", "result"},
    "io": {"time", "data", "rule", "policy", "result"},
}
FREE_TO_ALL = {"detail", "error", "version"}

LONGEST_FILE = 400
CODE_FOLDERS = ("include", "src", "bindings", "python", "tests", "bench")
CODE_SUFFIXES = {".hpp", ".cpp", ".py", ".pyi", ".cmake"}
CODE_NAMES = {"Makefile", "CMakeLists.txt"}
TEXT_FOLDERS = (*CODE_FOLDERS, "cmake", "policies", "examples", "docs", "tools", ".ci")
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|root|Users|work)/\w|[A-Z]:\\Users\\")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.MULTILINE)


def files(root, folders):
    """The files below some folders of a project, and those that lie in its root."""
    found = [path for path in root.iterdir() if path.is_file()]
    for folder in folders:
        found += [path for path in (root / folder).rglob("*") if path.is_file()]
    return [path for path in sorted(found) if "__pycache__" not in path.parts]


def includes(root, path):
    """The project's own headers that a file includes, relative to include/kaohe."""
    found = []
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        beside = (path.parent / name).resolve()
        if name.startswith("kaohe/"):
            found.append(name.removeprefix("kaohe/"))
        elif beside.is_relative_to(root / "include/kaohe") and beside.is_file():
            found.append(str(beside.relative_to(root / "include/kaohe")))
    return found


def room(header):
    """The room of a header named relative to include/kaohe; an umbrella belongs to its room."""
    return Path(header).parts[0].removesuffix(".hpp")


def reachable(root, path, through=lambda header: True):
    """Every header that a file includes, itself or by way of those that `through` accepts."""
    seen, ahead = set(), includes(root, path)
    while ahead:
        header = ahead.pop()
        inside = root / "include/kaohe" / header
        if header not in seen and inside.is_file() and through(header):
            ahead += includes(root, inside)
        seen.add(header)
    return sorted(seen)


def may_include(here, header):
    there = room(header)
    if here == "detail" or here not in {*ROOMS, *FREE_TO_ALL}:
        return there not in {"io", "kaohe"}
    if there == here or there in FREE_TO_ALL:
        return True
    allowed = ROOMS.get(here, set())
    return there in allowed or any(header.startswith(part) for part in allowed if "/" in part)


def wrong_includes(root):
    """Includes against the order of the rooms, as `file: header`; detail/ hides none of them."""
    wrong = []
    for base in (root / "include/kaohe", root / "src"):
        for path in sorted(base.rglob("*.?pp")):
            here = room(str(path.relative_to(base)))
            if here == "kaohe":
                continue
            wrong += [
                f"{path.relative_to(root)}: {header}"
                for header in reachable(root, path, lambda header: room(header) == "detail")
                if not may_include(here, header)
            ]
    return wrong


def unknown_rooms(root):
    """Headers that lie outside every room."""
    known = {*ROOMS, *FREE_TO_ALL, "kaohe"}
    base = root / "include/kaohe"
    names = [str(path.relative_to(base)) for path in sorted(base.rglob("*")) if path.is_file()]
    return [name for name in names if room(name) not in known]


def unexpected_behind_results(root):
    """Headers that a result table would bring along beyond dates and ids."""
    wrong = []
    for path in sorted((root / "include/kaohe/result").rglob("*.hpp")):
        name = path.relative_to(root / "include/kaohe")
        wrong += [
            f"{name}: {header}"
            for header in reachable(root, path)
            if not may_include("result", header)
        ]
    return wrong


def long_files(root):
    """Files of code that are longer than anyone reads."""
    lengths = {
        str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(root, CODE_FOLDERS)
        if path.suffix in CODE_SUFFIXES or path.name in CODE_NAMES
    }
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > LONGEST_FILE]


def machine_paths(root):
    """Lines that name a folder of some developer's machine."""
    wrong = []
    for path in files(root, TEXT_FOLDERS):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        name = path.relative_to(root)
        wrong += [
            f"{name}:{number}: {line.strip()}"
            for number, line in enumerate(lines, start=1)
            if MACHINE_PATH.search(line)
        ]
    return wrong


def users_of_pybind11(root):
    return [
        str(path.relative_to(root))
        for path in sorted((root / "bindings").rglob("*.?pp"))
        if any(name.startswith("pybind11/") for name in INCLUDE.findall(path.read_text("utf-8")))
    ]


def test_the_headers_are_here():
    assert list((ROOT / "include/kaohe").rglob("*.hpp"))


def test_includes_point_one_way():
    assert wrong_includes(ROOT) == []


def test_every_header_lies_in_a_room():
    assert unknown_rooms(ROOT) == []


def test_results_know_only_dates_and_ids():
    assert unexpected_behind_results(ROOT) == []


def test_the_umbrella_leaves_out_io():
    headers = reachable(ROOT, ROOT / "include/kaohe/kaohe.hpp")
    assert headers
    assert [header for header in headers if room(header) == "io"] == []


def test_no_file_is_too_long():
    assert long_files(ROOT) == []


def test_no_file_names_a_machine():
    assert machine_paths(ROOT) == []


def test_one_header_alone_includes_pybind11():
    assert len(users_of_pybind11(ROOT)) <= 1


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("include/kaohe/time/date.hpp", "kaohe/data/column.hpp"),
        ("include/kaohe/data/column.hpp", "kaohe/rule/window.hpp"),
        ("include/kaohe/rule/window.hpp", "kaohe/policy/policy.hpp"),
        ("include/kaohe/policy/policy.hpp", "kaohe/engine/plan.hpp"),
        ("include/kaohe/policy/policy.hpp", "kaohe/result/verdicts.hpp"),
        ("include/kaohe/result/verdicts.hpp", "kaohe/data/column.hpp"),
        ("include/kaohe/result/verdicts.hpp", "kaohe/engine/plan.hpp"),
        ("include/kaohe/engine/plan.hpp", "kaohe/io/yaml.hpp"),
        ("include/kaohe/engine/plan.hpp", "kaohe/kaohe.hpp"),
        ("include/kaohe/io/yaml.hpp", "kaohe/engine/plan.hpp"),
        ("include/kaohe/detail/table.hpp", "kaohe/io/yaml.hpp"),
        ("include/kaohe/error.hpp", "kaohe/time/date.hpp"),
        ("src/io/yaml.cpp", "kaohe/engine/plan.hpp"),
        ("src/lint.cpp", "kaohe/io/yaml.hpp"),
    ],
)
def test_an_include_against_the_order_is_found(tmp_path, name, header):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(f"#include <{header}>\n")
    assert wrong_includes(tmp_path) == [f"{name}: {header.removeprefix('kaohe/')}"]


def test_a_quoted_include_beside_the_file_is_found(tmp_path):
    folder = tmp_path / "include/kaohe"
    (folder / "time").mkdir(parents=True)
    (folder / "rule").mkdir()
    (folder / "rule/window.hpp").touch()
    (folder / "time/date.hpp").write_text('#include "../rule/window.hpp"\n')
    assert wrong_includes(tmp_path) == ["include/kaohe/time/date.hpp: rule/window.hpp"]


def test_an_include_hidden_behind_detail_is_found(tmp_path):
    folder = tmp_path / "include/kaohe"
    (folder / "time").mkdir(parents=True)
    (folder / "detail").mkdir()
    (folder / "time/date.hpp").write_text("#include <kaohe/detail/ratio.hpp>\n")
    (folder / "detail/ratio.hpp").write_text("#include <kaohe/data/decimal.hpp>\n")
    assert wrong_includes(tmp_path) == ["include/kaohe/time/date.hpp: data/decimal.hpp"]


def test_an_include_through_an_id_header_is_found(tmp_path):
    folder = tmp_path / "include/kaohe"
    (folder / "result").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "result/verdicts.hpp").write_text("#include <kaohe/data/ids.hpp>\n")
    (folder / "data/ids.hpp").write_text("#include <kaohe/data/column.hpp>\n")
    assert wrong_includes(tmp_path) == []
    assert unexpected_behind_results(tmp_path) == ["result/verdicts.hpp: data/column.hpp"]


def test_a_header_outside_every_room_is_found(tmp_path):
    folder = tmp_path / "include/kaohe/helpers"
    folder.mkdir(parents=True)
    (folder / "table.hpp").touch()
    assert unknown_rooms(tmp_path) == ["helpers/table.hpp"]


@pytest.mark.parametrize(("length", "found"), [(400, []), (401, ["src/plan.cpp: 401 lines"])])
def test_a_long_file_is_found(tmp_path, length, found):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/plan.cpp").write_text("\n" * length)
    assert long_files(tmp_path) == found


@pytest.mark.parametrize("folder", ["home", "root", "Users", "work"])
def test_a_path_of_a_machine_is_found(tmp_path, folder):
    line = f"see /{folder}/someone/kaohe"
    (tmp_path / "README.md").write_text(f"# Title\n{line}\n")
    assert machine_paths(tmp_path) == [f"README.md:2: {line}"]
