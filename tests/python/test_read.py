"""`read`: folders of files, dataset files with SQL, and what is refused of both."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

import kaohe as kh
from kaohe.database import without_password
from tests.python.small_company import EVENTS, STAFF, write_tables


def rows_of(data, name):
    return pa.table(data.table(name)).to_pylist()


def problems_of(path, **options):
    with pytest.raises(kh.DataError) as caught:
        kh.read(path, **options)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return caught.value.problems


def write_dataset_file(folder, text):
    path = folder / "dataset.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_of_csv_is_text(tmp_path):
    data = kh.read(write_tables(tmp_path))
    assert data.tables() == ["staff", "events"]
    assert rows_of(data, "staff")[2] == {"staff": "S3", "department": "finance"}
    assert rows_of(data, "events")[0]["date"] == "2026-08-03"


def test_numbers_dates_and_truths_in_csv_stay_as_written(tmp_path):
    write_tables(tmp_path, staff={"staff": ["007"], "level": ["1.50"], "joined": ["3/4/2026"]})
    assert rows_of(kh.read(tmp_path), "staff") == [
        {"staff": "007", "level": "1.50", "joined": "3/4/2026"}
    ]


def test_parquet_keeps_its_types_and_stands_beside_csv(tmp_path):
    write_tables(tmp_path)
    (tmp_path / "events.csv").unlink()
    pyarrow.parquet.write_table(pa.table(EVENTS), tmp_path / "events.parquet")
    (tmp_path / "notes.csv").write_text("not a table\n")
    data = kh.read(str(tmp_path))
    assert rows_of(data, "events") == pa.table(EVENTS).to_pylist()
    assert data.rows("staff") == 3


def test_what_csv_may_contain(tmp_path):
    write_tables(tmp_path)
    text = '\ufeffstaff,name,"a, b"\r\nS1,"two\r\nlines, ""quoted""",王\r\nS2,, \r\nS3,"",x\r\n'
    (tmp_path / "staff.csv").write_bytes(text.encode())
    assert rows_of(kh.read(tmp_path), "staff") == [
        {"staff": "S1", "name": 'two\r\nlines, "quoted"', "a, b": "王"},
        {"staff": "S2", "name": None, "a, b": " "},
        {"staff": "S3", "name": None, "a, b": "x"},
    ]


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    write_tables(tmp_path, leaves={"staff": [], "from": [], "to": []})
    data = kh.read(tmp_path)
    assert data.rows("leaves") == 0
    assert data.table("leaves").column_names == ["staff", "from", "to"]


@pytest.mark.parametrize("name", ["it's.d", 'a"b', "客户 2026"])
def test_folders_of_any_name(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    assert kh.read(write_tables(folder)).rows("events") == 4
    path = write_dataset_file(folder, "tables: {events: SELECT * FROM 'events.csv'}")
    assert kh.read(path).rows("events") == 4


def test_missing_tables_are_told_with_what_was_looked_for(tmp_path):
    (tmp_path / "event.csv").touch()
    staff, events = problems_of(tmp_path)
    assert (staff.code, staff.file, staff.table) == ("K-E421", str(tmp_path), "staff")
    assert staff.expected == "staff.csv or staff.parquet"
    assert (events.table, events.suggestion) == ("events", "event")


def test_a_table_given_twice_is_refused(tmp_path):
    write_tables(tmp_path)
    (tmp_path / "staff.parquet").touch()
    (problem,) = problems_of(tmp_path)
    assert (problem.code, problem.found) == ("K-E422", "staff.csv, staff.parquet")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "K-E423", "empty"),
        (b"staff,name\nS1\n", "K-E423", "Line: 2"),
        (b"staff,name\n" + b"S1,x\n" * 300_000 + b"S1\n", "K-E423", "Line: 300002"),
        (b"staff\n\xff\n", "K-E423", "utf-8"),
        (b'staff\n"S1\n', "K-E423", "quote"),
        (b"staff,name,staff\n", "K-E402", "two columns"),
    ],
)
def test_files_that_are_no_tables_are_named(tmp_path, content, code, words):
    write_tables(tmp_path)
    (tmp_path / "staff.csv").write_bytes(content)
    (tmp_path / "events.csv").unlink()
    (tmp_path / "events.parquet").write_bytes(b"PAR1")
    staff, events = problems_of(tmp_path)
    assert (staff.code, staff.file) == (code, str(tmp_path / "staff.csv"))
    assert words in staff.message.replace("unicode", "utf-8")
    assert (events.code, events.table) == ("K-E423", "events")


@pytest.mark.parametrize("name", ["tabels", "tables.txt"])
def test_paths_that_are_no_dataset(tmp_path, name):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables.txt").touch()
    (problem,) = problems_of(tmp_path / name)
    assert (problem.code, problem.file) == ("K-E420", str(tmp_path / name))


def test_sql_reads_files_beside_the_dataset_file(tmp_path, monkeypatch):
    folder = tmp_path / "crm"
    folder.mkdir()
    write_tables(folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "events.csv").write_text("id\nwrong\n")
    write_dataset_file(
        folder,
        """
        tables:
          staff: SELECT staff, 'senior' AS level FROM 'staff.csv';
          events: |
            WITH visits AS (FROM read_csv(['events.csv'], all_varchar = true))
            SELECT id || '-v' AS id, CAST(date AS DATE) AS date, kind, staff FROM visits
        """,
    )
    monkeypatch.chdir(elsewhere)
    data = kh.read("../crm/dataset.yaml")
    assert rows_of(data, "staff")[0] == {"staff": "S1", "level": "senior"}
    assert rows_of(data, "events")[3] == {
        "id": "e4-v", "date": EVENTS["date"][3], "kind": "visit", "staff": "S3",
    }  # fmt: skip
    assert Path.cwd() == elsewhere


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM '../secret.csv'",
        "SELECT * FROM '{outside}/secret.csv'",
        "SELECT * FROM 'link.csv'",
        "SELECT content FROM read_text('{outside}/secret.csv')",
        "SELECT * FROM glob('{outside}/*')",
        "SELECT * FROM read_csv('http://localhost:1/a.csv')",
    ],
)
def test_sql_stays_in_its_folder(tmp_path, query):
    folder = tmp_path / "crm"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text("id\nsecret\n")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    text = query.format(outside=tmp_path)
    path = write_dataset_file(folder, f'tables: {{events: "{text}"}}')
    (problem,) = problems_of(path)
    assert (problem.code, problem.table, problem.file) == ("K-E427", "events", str(path))
    if "secret" in query:
        assert kh.read(path, outside=True).rows("events") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO 'new.csv'",
        "SELECT 1; SELECT 2",
        "CREATE TABLE a (b INT)",
        "SET enable_external_access = true",
        "ATTACH 'new.db'",
        "INSTALL httpfs",
    ],
)
@pytest.mark.parametrize("outside", [False, True])
def test_only_queries_run(tmp_path, statement, outside):
    path = write_dataset_file(tmp_path, f'tables: {{events: "{statement}"}}')
    (problem,) = problems_of(path, outside=outside)
    assert problem.code == "K-E426"
    assert os.listdir(tmp_path) == ["dataset.yaml"]


def test_variables_of_the_program_are_no_tables(tmp_path):
    staff = pa.table(STAFF)
    path = write_dataset_file(tmp_path, "tables: {staff: SELECT * FROM staff}")
    assert problems_of(path, outside=True)[0].code == "K-E426"
    assert staff.num_rows == 3


def test_sql_errors_name_file_line_and_table(tmp_path):
    write_tables(tmp_path)
    path = write_dataset_file(
        tmp_path,
        "tables:\n  staff: SELECT stff FROM 'staff.csv'\n  events: SELEC 1\n"
        "  leaves: SELECT CAST(staff AS INT) AS staff FROM 'staff.csv'\n",
    )
    problems = problems_of(path)
    assert [(p.code, p.table, p.line, p.file) for p in problems] == [
        ("K-E426", name, line, str(path))
        for name, line in [("staff", 2), ("events", 3), ("leaves", 4)]
    ]
    assert "stff" in problems[0].message
    assert not any("\n" in str(problem) for problem in problems)


def test_all_that_is_wrong_with_a_dataset_file_is_told_at_once(tmp_path):
    path = write_dataset_file(
        tmp_path, "tabels: {}\ntables:\n  staf: SELECT 1\n  events: [SELECT 1]\ntables: {}\n"
    )
    problems = problems_of(path)
    assert [(p.code, p.line, p.column, p.suggestion) for p in problems] == [
        ("K-E425", 1, 1, "tables"),
        ("K-E425", 3, 3, "staff"),
        ("K-E424", 4, 11, ""),
        ("K-E424", 5, 1, ""),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tables: {staff: ", "not YAML"),
        ("", "no mapping"),
        ("- staff", "no mapping"),
        ("connect: postgresql://x", "tables is missing"),
        ("tables: SELECT 1", "no mapping"),
        ("tables: {staff: ''}", "no text"),
        ("tables: {[a]: SELECT 1}", "key is no text"),
    ],
)
def test_dataset_files_of_another_form(tmp_path, text, words):
    (problem,) = problems_of(write_dataset_file(tmp_path, text))
    assert (problem.code, words in problem.message) == ("K-E424", True), problem.message


def test_a_database_of_another_kind_is_refused(tmp_path):
    path = write_dataset_file(tmp_path, "connect: mysql://u:secret@h/d\ntables: {staff: SELECT 1}")
    (problem,) = problems_of(path)
    assert (problem.code, problem.found) == ("K-E428", "mysql")
    assert "secret" not in str(problem)


def test_a_missing_driver_is_told_with_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "adbc_driver_postgresql", None)
    path = write_dataset_file(tmp_path, "connect: postgresql://h/d\ntables: {staff: SELECT 1}")
    (problem,) = problems_of(path)
    assert problem.code == "K-E428"
    assert "pip install 'kaohe[postgresql]'" in problem.expected


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:s%40cret@h/d", "postgresql://u@h/d?password=s%40cret", "postgresql://h/d"],
)
def test_passwords_are_blotted_out(url):
    said = without_password(f"cannot reach {url}: password s@cret", url)
    assert said.count("***") == (2 if "cret" in url else 0)


def test_importing_loads_no_library_of_frames():
    heavy = "{'duckdb', 'pyarrow', 'pandas', 'polars', 'numpy', 'click', 'yaml'}"
    code = f"import sys, kaohe; assert not {heavy} & set(sys.modules), sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)
