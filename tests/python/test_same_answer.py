"""The same rows give the same bytes: in any order, chunks, types of text, and threads.

Held are the Arrow IPC bytes of each result table and the bytes of its CSV file.
"""

import random

import pyarrow as pa
import pyarrow.csv
import pytest

import kaohe as kh
from kaohe.demo import DEMO_PERIOD, DEMO_POLICY, write_company
from tests.reference.differ import columns_of, engine_policy
from tests.reference.generate import random_case

SEEDS = [*range(12), *range(100, 106)]
TABLES = ("verdicts", "assessments", "actions", "rankings")


def as_given(rng, table):
    return table


def shuffled(rng, table):
    rows = list(range(table.num_rows))
    rng.shuffle(rows)
    return table.take(pa.array(rows, pa.int64()))


def chunked(rng, table):
    """Cut at random places, so that some chunks are empty and columns are cut alike."""
    cuts = sorted(rng.randint(0, table.num_rows) for _ in range(rng.randint(1, 6)))
    ends = [0, *cuts, cuts[-1], table.num_rows]
    return pa.concat_tables([table.slice(a, b - a) for a, b in zip(ends, ends[1:])])


def sliced(rng, table):
    """A slice with an offset out of a longer table whose other rows would be refused."""
    bad = pa.table({name: pa.array(["bad"] * 11, pa.string()) for name in table.column_names})
    whole = pa.concat_tables([bad, table, bad]).combine_chunks()
    return whole.slice(11, table.num_rows)


def null_free(rng, table):
    """Empty text instead of null."""
    import pyarrow.compute as compute

    return pa.table({name: compute.fill_null(table[name], "") for name in table.column_names})


def reordered_columns(rng, table):
    names = list(table.column_names)
    rng.shuffle(names)
    return table.select(names)


def cast(type):
    def change(rng, table):
        return table.cast(pa.schema([(name, type) for name in table.column_names]))

    return change


def coded(index, spare):
    """Dictionary text with indices of a type; `spare`: with values that no row has, reversed."""

    def change(rng, table):
        columns = {}
        for name in table.column_names:
            plain = table[name].combine_chunks()
            codes = plain.dictionary_encode()
            values = codes.dictionary.to_pylist()
            listed = [*(["unused"] if spare else []), *reversed(values)]
            places = [None if code is None else listed.index(values[code]) for code in codes.indices.to_pylist()]
            columns[name] = pa.DictionaryArray.from_arrays(
                pa.array(places, index), pa.array(listed, plain.type)
            )
        return pa.table(columns)

    return change


def both(first, second):
    return lambda rng, table: second(rng, first(rng, table))


SHAPES = {
    "shuffled": shuffled,
    "chunked": chunked,
    "shuffled and chunked": both(shuffled, chunked),
    "sliced": sliced,
    "null-free": null_free,
    "reordered columns": reordered_columns,
    "large_string": cast(pa.large_string()),
    "string_view": cast(pa.string_view()),
    "string_view, sliced and chunked": both(both(sliced, chunked), cast(pa.string_view())),
    "large_string, sliced": both(cast(pa.large_string()), lambda rng, table: sliced_alike(table)),
    "dictionary of uint8": both(shuffled, coded(pa.uint8(), False)),
    "dictionary of int64 with spare values": coded(pa.int64(), True),
}
SMALL_ONLY = {"dictionary of uint8", "dictionary of int64 with spare values"}


def sliced_alike(table):
    return pa.concat_tables([table.slice(0, 3), table]).combine_chunks().slice(min(3, table.num_rows))


def bytes_of(result, folder):
    """Each result table as IPC bytes and CSV bytes."""
    result.write(folder, "csv")
    found = {}
    for name in TABLES:
        table = getattr(result, name).to_arrow()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        found[name + " (Arrow)"] = sink.getvalue().to_pybytes()
        found[name + " (CSV)"] = (folder / f"{name}.csv").read_bytes()
    return found


class Scene:
    """Tables of text, a policy and a question, which are asked in many shapes."""

    def __init__(self, policy, tables, question, folder):
        self.policy, self.tables, self.question, self.folder = policy, tables, question, folder
        self.expected = self.ask(as_given, 1)

    def ask(self, shape, threads, seed=0):
        rng = random.Random(seed)
        given = {
            # Of two decisions of one day the last row wins: only there the order says something.
            name: table if shape is shuffled and name == "decisions" else shape(rng, table)
            for name, table in self.tables.items()
        }
        data = kh.Dataset(threads=threads, **given)
        result = self.policy.evaluate(data, threads=threads, **self.question)
        return bytes_of(result, self.folder)

    def differing(self, shape, threads=1, seed=0):
        found = self.ask(shape, threads, seed)
        return [name for name in found if found[name] != self.expected[name]]


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """The demonstration company, all cells as text."""
    folder = write_company(tmp_path_factory.mktemp("company"))
    tables = {}
    for file in sorted(folder.glob("*.csv")):
        names = file.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        options = pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        )  # fmt: skip
        tables[file.stem] = pa.csv.read_csv(file, convert_options=options)
    policy = kh.load_policy(DEMO_POLICY)
    question = {"period": DEMO_PERIOD, "as_of": "2026-12-31"}
    return Scene(policy, tables, question, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module", params=SEEDS)
def scene(request, tmp_path_factory):
    case = random_case(request.param)
    policy = engine_policy(case)
    tables = {name: columns_of(rows) for name, rows in case["tables"].items() if rows}
    question = {name: case[name] for name in ("period", "as_of", "known_as_of")}
    return Scene(policy, tables, question, tmp_path_factory.mktemp("case"))


def test_there_is_something_to_compare(company):
    for name in TABLES:
        rows = company.expected[name + " (CSV)"].count(b"\n") - 1
        assert rows > 50, name


@pytest.mark.parametrize("threads", range(2, 9))
def test_threads_change_nothing(company, threads):
    assert company.differing(as_given, threads) == []


@pytest.mark.parametrize("shape", [name for name in SHAPES if name not in SMALL_ONLY])
def test_the_shape_of_the_company_changes_nothing(company, shape):
    assert company.differing(SHAPES[shape], threads=1 + len(shape) % 3) == []


def test_shapes_and_threads_of_random_cases_change_nothing(scene):
    for number, (name, shape) in enumerate(SHAPES.items()):
        assert scene.differing(shape, 1 + number % 8, seed=number) == [], name


def test_another_answer_has_other_bytes(company):
    def half_of_the_events(rng, table):
        return table.slice(0, table.num_rows // 2) if "id" in table.column_names else table

    differing = company.differing(half_of_the_events)
    assert {"verdicts (Arrow)", "verdicts (CSV)"} <= set(differing)
