"""Pseudonyms: no output has an original id, and no verdict is another one."""

import datetime as dt
import os
import re

import pyarrow.parquet
import pytest

import kaohe as kh
from kaohe.case_file.verify import verify
from tests.python import case_company
from tests.python.case_company import CALL, POLICY, run, write_files
from tests.python.case_reader import Reader
from tests.python.test_case_file import actions_of, files_of, read_and_check
from tests.reference.differ import columns_of, engine_policy
from tests.reference.generate import random_case

KEY = b"sixteen bytes of key"
DAY = dt.date(2026, 6, 30)
MARKED = re.compile(r"\b(?:staff|name|thing|event)-MARK-\w+")
CASES = max(1, int(os.environ.get("KAOHE_CASES", 2_000)) // 20)


def marked(text, of):
    return text and f"{of}-MARK-{text.encode().hex()}"


def marked_company():
    """The small company with a mark in every id and name, also in the cells of events."""
    people = dict(zip(case_company.STAFF["staff"], case_company.STAFF["name"]))

    def changed(column, cell):
        if column in ("staff", "manager", "addressee", "approved_by") or cell in people:
            return marked(cell, "staff")
        if column in ("name", "author", "complainant"):
            return marked(cell, "name")
        if column in ("customer", "box"):
            return marked(cell, "thing")
        return marked(cell, "event") if column == "id" else cell

    data = case_company.data()
    tables = {name: pyarrow.table(data.table(name)).to_pydict() for name in data.tables()}
    return {
        name: {column: [changed(column, cell) for cell in cells] for column, cells in table.items()}
        for name, table in tables.items()
    }


def evaluated(pseudonyms=KEY, decided=True, **settings):
    tables = marked_company()
    policy = kh.Policy.from_yaml(POLICY)
    if decided:
        actions = policy.evaluate(kh.Dataset(**tables), "2026Q2", DAY).actions.to_arrow()
        rows = [
            {"action": id, "decision": "confirmed", "by": marked("G1", "staff"), "date": "2026-06-30",
             "note": f"told {marked('S1', 'staff')}"}
            for id in actions["action"].to_pylist()[::2]
        ]  # fmt: skip
        tables["decisions"] = case_company.columns(rows)
    data = kh.Dataset(**tables)
    return policy.evaluate(data, "2026Q2", DAY, pseudonyms=pseudonyms, **settings)


def result_tables(result):
    return [
        result.verdicts,
        result.assessments,
        result.actions,
        result.rankings,
        result.quarantined,
    ]


def outputs(result, folder):
    """All that a result gives, as text."""
    for table in result_tables(result):
        yield str(table.to_arrow().to_pydict())
        yield str([chunk.dictionary for column in table.to_arrow().columns for chunk in column.chunks
                   if hasattr(chunk, "dictionary")])  # fmt: skip
        yield table._repr_html_()
    yield from [result.summary(), repr(result), str(result.run), str(result.warnings)]
    for row in range(len(result.verdicts)):
        yield str(result.evidence(row).to_arrow().to_pydict())
    for row in range(len(result.actions)):
        yield str(result.action_evidence(row))
    for row in range(len(result.rankings)):
        yield str(result.ranking_evidence(row))
    for staff in case_company.STAFF["staff"]:
        for language in ("en", "zh"):
            explanation = result.explain(marked(staff, "staff"), lang=language)
            yield str(explanation) + repr(explanation)
    for form in ("csv", "parquet"):
        result.write(folder / form, form)
        for path in (folder / form).iterdir():
            yield path.read_bytes().decode(errors="replace")
    for row in actions_of(result):
        made = result.case_file(row["action"], folder / row["action"])
        yield str(made.name)
        yield from (content.decode(errors="replace") for content in files_of(made).values())


def test_no_output_has_an_original_id(tmp_path):
    for text in outputs(evaluated(), tmp_path):
        assert not MARKED.search(text), (MARKED.findall(text)[:3], text[:300])


def test_the_marks_are_found_where_nothing_is_replaced(tmp_path):
    found = {
        mark.split("-")[0]
        for text in outputs(evaluated(False), tmp_path)
        for mark in MARKED.findall(text)
    }
    assert found == {"staff", "name", "thing", "event"}


def test_rows_set_aside_and_warnings_tell_no_id():
    tables = marked_company()
    tables["events"]["staff"][0] = "staff-MARK-nobody"
    tables["staff"]["staff"].append(" " + tables["staff"]["staff"][0])
    for name in ("name", "role", "manager", "phone"):
        tables["staff"][name].append(None)
    result = kh.Policy.from_yaml(POLICY).evaluate(
        kh.Dataset(**tables), "2026Q2", DAY, on_bad_rows="quarantine", pseudonyms=True
    )
    assert len(result.quarantined) > 0 and result.warnings
    text = str(result.quarantined.to_arrow().to_pydict()) + str(
        [str(each) for each in result.warnings]
    )
    assert not MARKED.search(text), text


def test_case_files_still_follow_and_verify(tmp_path):
    result = evaluated()
    for row in actions_of(result):
        folder = result.case_file(row["action"], tmp_path / row["action"])
        reader = read_and_check(folder, row)
        assert verify(folder).agrees
        assert reader.case["pseudonyms"] and reader.case["name"] is None


def test_the_same_id_has_the_same_pseudonym_under_the_same_key():
    one, same = (evaluated(KEY) for _ in range(2))
    other, chance, again = evaluated(KEY[::-1]), evaluated(True), evaluated(True)
    tables = [str([table.to_arrow().to_pydict() for table in result_tables(each)])
              for each in (one, same, other, chance, again)]  # fmt: skip
    assert tables[0] == tables[1]
    assert len(set(tables)) == 4
    staff = {
        each for table in result_tables(one)[:3] for each in table.to_arrow()["staff"].to_pylist()
    }
    chain = {each for row in one.actions.to_arrow()["notify"].to_pylist() for each in row or []}
    assert staff & chain
    assert all(re.fullmatch("p-[0-9a-f]{16}", each) for each in staff | chain if each)


@pytest.mark.parametrize("seed", range(CASES))
def test_no_verdict_changes_and_no_order_tells_of_ids(seed):
    case = random_case(seed)
    tables = {name: columns_of(rows) for name, rows in case["tables"].items() if rows}
    asked = (kh.Dataset(**tables), case["period"], case.get("as_of"), case.get("known_as_of"))
    plain = engine_policy(case).evaluate(*asked)
    veiled = engine_policy(case).evaluate(*asked, pseudonyms=KEY)
    name = veiled._pseudonyms
    for before, after in zip(result_tables(plain)[:4], result_tables(veiled)):
        expected = [through(row, name) for row in before.to_arrow().to_pylist()]
        found = after.to_arrow().to_pylist()
        assert sorted(map(repr, expected)) == sorted(map(repr, found))
        staff = [row["staff"] for row in found if row["staff"]]
        if after.name == "assessments" and len({row["assessment"] for row in found}) == 1:
            assert staff == sorted(staff)
    for row, verdict in enumerate(veiled.verdicts.to_arrow().to_pylist()):
        evidence = veiled._explained(row)
        assert evidence.verdict == verdict
        if verdict["observed"] is not None:
            assert float(evidence.observed) == verdict["observed"]


def through(row, name):
    ids = {
        each: name(row[each])
        for each in ("staff", "object", "trigger", "action")
        if row.get(each) is not None
    }
    if row.get("notify"):
        ids["notify"] = [name(each) for each in row["notify"]]
    if row.get("cohort"):
        ids["cohort"] = name.joined(row["cohort"], "/")
    return row | ids


def test_questions_take_the_id_or_the_pseudonym(tmp_path):
    result = evaluated(decided=False)
    own = marked("S1", "staff")
    text = str(result.explain(own))
    assert text == str(result.explain(result._pseudonyms(own))) and "p-" in text
    with pytest.raises(kh.KaoheError, match="K-E432") as refused:
        result.explain(own + "0")
    assert not MARKED.search(str(refused.value))
    (row, *_) = actions_of(evaluated(False, decided=False))
    folder = result.case_file(row["action"], tmp_path / "case")
    assert Reader(folder).case["action"]["action"] == result._pseudonyms(row["action"])


@pytest.mark.parametrize("key", [b"", b"short"])
def test_a_key_that_is_too_short_is_refused(key):
    with pytest.raises(ValueError, match="16 bytes"):
        evaluated(key)


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key").write_bytes(KEY + b"\n")
    (tmp_path / "short").write_bytes(b"short\n")
    write_files(tmp_path)
    assert (
        run("evaluate", *CALL, "--pseudonyms", "--pseudonyms-key", "key", "--out", "one").exit_code
        == 0
    )
    monkeypatch.setenv("KAOHE_PSEUDONYM_KEY", "key")
    assert run("evaluate", *CALL, "--pseudonyms", "--out", "same").exit_code == 0
    assert run("evaluate", *CALL, "--out", "plain").exit_code == 0
    assert files_of(tmp_path / "one") == files_of(tmp_path / "same")
    assert b"S1" in files_of(tmp_path / "plain")["verdicts.csv"]
    assert b"S1" not in files_of(tmp_path / "one")["verdicts.csv"]
    told = run("explain", *CALL, "--staff", "S1", "--pseudonyms")
    assert told.exit_code == 0 and "S1" not in told.output and "p-" in told.output
    (action, *_) = [
        each["action"] for each in actions_of(case_company.result()) if each["staff"] == "S1"
    ]
    made = run("case", *CALL, "--action", action, "--pseudonyms")
    assert made.exit_code == 0 and action not in made.output, made.output
    refused = run("evaluate", *CALL, "--pseudonyms", "--pseudonyms-key", "short")
    assert refused.exit_code == 2 and "K-E436" in refused.stderr
