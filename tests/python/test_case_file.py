"""Case files: a reader who has only the folder works it out; nobody else's data are in it."""

import os
from fractions import Fraction

import pytest

import kaohe as kh
from kaohe.case_file.privacy import Privacy
from kaohe.case_file.verify import verify
from kaohe.demo import DEMO_PERIOD, DEMO_POLICY, write_company
from tests.python import case_company
from tests.python.case_reader import Reader
from tests.python.test_evidence import result_of
from tests.reference.generate import random_case

CASES = max(1, int(os.environ.get("KAOHE_CASES", 2_000)) // 10)
BLOCKS = 8


def actions_of(result):
    """The actions that arise, those with the highest count first."""
    rows = [row for row in result.actions.to_arrow().to_pylist() if row["staff"] is not None]
    return sorted(rows, key=lambda row: -(row["count"] or 0))


def read_and_check(folder, row):
    """Works out all that the case file tells; the verdicts, their statuses and the count."""
    reader = Reader(folder)
    for verdict in reader.verdicts.values():
        assert Fraction(verdict["observed"]) == reader.observed(verdict)
        assert Fraction(verdict["required"]) == reader.required(verdict)
        assert verdict["status"] == reader.status(verdict)
    for period in reader.table("assessments"):
        assert period["status"] == reader.period_status(period)
    if row["count"] is not None:
        assert reader.count() == row["count"]
    return reader


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_reader_with_the_folder_alone_works_it_out(block, tmp_path):
    for seed in range(block, CASES, BLOCKS):
        case = random_case(seed)
        if not case["policy"].get("ladders") and not case["policy"].get("rankings"):
            continue
        result = result_of(case)
        for row in actions_of(result)[:2]:
            folder = result.case_file(row["action"], tmp_path / f"{seed}-{row['action']}")
            try:
                read_and_check(folder, row)
                found = verify(folder)
                assert found.agrees, str(found)
            except Exception as error:
                raise AssertionError(f"seed {seed}: {row} in {folder}") from error


def test_the_demonstration_company(demo_result, tmp_path):
    """Each way in which its ladders and rankings recommend something."""
    seen = set()
    for row in actions_of(demo_result)[::-1]:
        if (row["source"], row["recommended"]) in seen:
            continue
        seen.add((row["source"], row["recommended"]))
        folder = demo_result.case_file(row["action"], tmp_path / row["action"])
        read_and_check(folder, row)
        found = verify(folder)
        assert found.agrees, str(found)
    assert len(seen) > 8


@pytest.fixture(scope="module")
def demo_result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    return kh.load_policy(DEMO_POLICY).evaluate(kh.read(folder), DEMO_PERIOD)


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def every_case_file(result, folder, **settings):
    """The actions of S1 and L1 with the folders of their case files."""
    rows = [
        row for row in actions_of(result) if row["staff"] in (case_company.OWN, case_company.LEAD)
    ]
    return [
        (row, result.case_file(row["action"], folder / row["action"], **settings)) for row in rows
    ]


def marks_in(folder, marks):
    return [
        (name, mark)
        for name, content in files_of(folder).items()
        for mark in marks
        if mark.encode() in content
    ]


def test_nobody_elses_data_are_in_it(tmp_path):
    sources = set()
    for row, folder in every_case_file(case_company.result(), tmp_path):
        assert marks_in(folder, [*case_company.MARKS, "777123"]) == [], row
        read_and_check(folder, row)
        assert verify(folder).agrees
        sources.add(row["source"])
    assert sources == {"months", "box", "leads", "complaints", "many", "last"}


def test_whatever_is_dropped_was_there_to_find(tmp_path, monkeypatch):
    """Without the scrubbing the marks are found: the test before can fail."""
    monkeypatch.setattr(Privacy, "person", lambda self, person: person)
    monkeypatch.setattr(Privacy, "record", lambda self, kind, id, is_own=True: id)
    found = [mark for _, folder in every_case_file(case_company.result(), tmp_path)
             for mark in marks_in(folder, case_company.MARKS)]  # fmt: skip
    assert {"records.csv", "triggers.csv", "case.html"} <= {name for name, _ in found}


def test_of_records_that_are_only_asked_for_nothing_else_is_shown(tmp_path):
    result = case_company.result()
    (row,) = [each for each in actions_of(result) if each["source"] == "box"]
    reader = Reader(result.case_file(row["action"], tmp_path / "case"))
    (trigger,) = reader.table("triggers")
    assert (trigger["staff"], trigger["event.author"]) == ("another person 1", "present")
    assert [each["event.text"] for each in reader.table("records")] == ["present"]


DECISIONS = [
    {"decision": "confirmed", "by": "G1", "date": "2026-05-04", "note": "asked SECRET-2, 秘密三"},
    {"decision": "appealed", "by": "S1", "date": "2026-05-06", "note": "not so"},
]


def warned(decisions=DECISIONS):
    """The result with decisions about the first warning of S1 by its complaints, and that warning
    with the plan that follows."""
    first, second = complaints_of(case_company.result())
    rows = [{"action": first["action"]} | each for each in decisions]
    rows.append(
        {
            "action": "0123",
            "decision": "rejected",
            "by": "G1",
            "date": "2026-05-01",
            "note": "SECRET",
        }
    )
    result = case_company.result(rows)
    return result, *complaints_of(result)


def complaints_of(result):
    rows = [each for each in actions_of(result) if each["source"] == "complaints"]
    return sorted((each for each in rows if each["staff"] == "S1"), key=lambda row: row["date"])


def test_earlier_warnings_and_decisions_are_told(tmp_path):
    result, _, plan = warned()
    folder = result.case_file(plan["action"], tmp_path / "case")
    reader = Reader(folder)
    (earlier,) = reader.table("actions")
    assert (earlier["recommended"], earlier["state"], earlier["notify"]) == (
        "warning",
        "appealed",
        "L1;G1",
    )
    assert [(each["decision"], each["by"], each["note"]) for each in reader.table("decisions")] == [
        ("confirmed", "G1", "asked another person 1, another person 2"),
        ("appealed", "S1", "not so"),
    ]
    assert marks_in(folder, case_company.MARKS) == []


def test_the_page_needs_nothing_else(tmp_path):
    result, _, plan = warned()
    page = (result.case_file(plan["action"], tmp_path / "case") / "case.html").read_text(
        encoding="utf-8"
    )
    assert (
        "<script" not in page and "http" not in page and "src=" not in page and "url(" not in page
    )
    for text in (
        "Write to the works council within five days.", "五日内书面向工会提出。", "Own Name",
        plan["action"], "L1, G1", "Received on 收到日期",
    ):  # fmt: skip
        assert text in page, text
    head = verify(tmp_path / "case").head
    assert head in page


def test_texts_are_escaped_on_the_page(tmp_path):
    policy = case_company.POLICY.replace("{en: Warning, zh: 警告}", "'<b>Warning</b>'")
    result = case_company.result(None, policy)
    folder = result.case_file(complaints_of(result)[0]["action"], tmp_path / "case")
    page = (folder / "case.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Warning" in page and "<b>" not in page


def test_the_calendar_is_told(tmp_path):
    result, _, plan = warned()
    rows = Reader(result.case_file(plan["action"], tmp_path / "case")).table("calendar")
    assert [(each["from"], each["to"], each["day"]) for each in rows] == [
        ("2026-05-01", "2026-05-05", "off"),
        ("2026-05-09", "2026-05-09", "working"),
    ]


def test_without_a_way_to_appeal_the_page_says_neutrally_so(tmp_path):
    start = case_company.POLICY.index("appeal:")
    end = case_company.POLICY.index("\n", start) + 1
    policy = case_company.POLICY[:start] + case_company.POLICY[end:]
    result = case_company.result(None, policy)
    folder = result.case_file(complaints_of(result)[0]["action"], tmp_path / "case")
    assert "that is the company's to say" in (folder / "case.html").read_text(
        encoding="utf-8"
    ).replace("&#39;", "'")


def test_it_is_the_same_every_time_and_takes_the_place_of_an_earlier_one(tmp_path):
    result, warning, plan = warned()
    first = files_of(result.case_file(plan["action"], tmp_path / "case"))
    result.case_file(warning["action"], tmp_path / "case")
    again = files_of(result.case_file(plan["action"], tmp_path / "case"))
    assert first == again
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_versions_each_have_their_policy(tmp_path):
    old = case_company.POLICY.replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-04-12}")
    new = case_company.POLICY.replace('version: "1"', 'version: "2"').replace(
        "2026-01-01}", "2026-04-13}"
    )
    result = case_company.result(None, old, new)
    rows = complaints_of(result)
    folder = result.case_file(rows[-1]["action"], tmp_path / "case")
    reader = read_and_check(folder, rows[-1])
    assert [each["file"] for each in reader.case["versions"]] == ["policy-1.yaml", "policy-2.yaml"]
    assert verify(folder).agrees


@pytest.mark.parametrize(
    ("action", "code", "suggestion"),
    [("nothing like it", "K-E432", ""), (None, "K-E432", "itself")],
)
def test_an_unknown_action_is_refused(tmp_path, action, code, suggestion):
    result, _, plan = warned()
    with pytest.raises(kh.KaoheError) as refused:
        result.case_file(action or plan["action"] + "0", tmp_path / "case")
    (problem,) = refused.value.problems
    assert (problem.code, problem.suggestion) == (code, plan["action"] if suggestion else "")
    assert list(tmp_path.iterdir()) == []


def test_a_rescinded_action_has_no_case_file(tmp_path):
    result, _, _ = warned()
    with pytest.raises(kh.KaoheError, match="K-E433.*rescinded"):
        result.case_file("0123", tmp_path / "case")


@pytest.mark.parametrize("name", ["notes.txt", "timestamp.tsr"])
def test_a_folder_that_holds_something_else_is_refused(tmp_path, name):
    result, _, plan = warned()
    if name == "timestamp.tsr":
        result.case_file(plan["action"], tmp_path)
    (tmp_path / name).write_text("mine")
    before = files_of(tmp_path)
    with pytest.raises(kh.KaoheError, match="K-E433"):
        result.case_file(plan["action"], tmp_path)
    assert files_of(tmp_path) == before
