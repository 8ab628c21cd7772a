"""What pandas, Polars, pyarrow and DuckDB really hand over, read into a dataset and back."""

import datetime as dt
import decimal
import gc

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import kaohe as kh

DAY = dt.date(2026, 8, 12)
NOON = dt.datetime(2026, 8, 12, 12, 30, 15)
TEXTS = ["visit", None, "", "a text longer than twelve bytes", "拜访客户"]


def read(frame):
    """The frame as the dataset holds it."""
    return pa.table(kh.Dataset(events=frame).table("events"))


def read_column(values, kind=None):
    return read(pa.table({"c": pa.array(values, kind)}))["c"]


def refusal_of(**frames):
    with pytest.raises(kh.DataError) as caught:
        kh.Dataset(**frames)
    return caught.value


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        *(pa.dictionary(index(), pa.string()) for index in (pa.int8, pa.uint16, pa.int32, pa.uint64)),
        pa.dictionary(pa.int64(), pa.large_string()),
    ],
)
def test_text_of_every_layout(kind):
    plain = pa.array(TEXTS * 3, pa.string())
    assert read(pa.table({"c": plain.cast(kind)}))["c"].to_pylist() == TEXTS * 3


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())])
def test_slices_and_chunks(kind):
    chunk = pa.array([f"text number {i:04}" if i % 3 else None for i in range(100)]).cast(kind)
    chunks = pa.chunked_array([chunk.slice(7, 20), chunk.slice(0, 0), chunk.slice(93), chunk])
    assert read(pa.table({"c": chunks}))["c"].to_pylist() == chunks.to_pylist()


def test_slices_of_bits_and_numbers():
    whole = pa.table({"b": [i % 3 == 0 for i in range(50)], "n": list(range(50))})
    part = whole.slice(11, 30)
    assert read(part).to_pydict() == part.to_pydict()


def test_dictionaries_that_differ_between_batches_share_their_texts():
    first = pa.array(["a", "b", "a"]).dictionary_encode()
    second = pa.array(["c", "a", None]).dictionary_encode()
    batches = [pa.record_batch({"c": first}), pa.record_batch({"c": second})]
    column = read(pa.RecordBatchReader.from_batches(batches[0].schema, batches))["c"]
    assert column.to_pylist() == ["a", "b", "a", "c", "a", None]
    assert column.chunk(0).dictionary.to_pylist() == ["a", "b", "c"]


def test_a_dictionary_of_numbers_becomes_its_numbers():
    coded = pa.array([7, 8, None, 7]).dictionary_encode()
    column = read(pa.table({"c": coded}))["c"]
    assert column.type == pa.int64()
    assert column.to_pylist() == [7, 8, None, 7]


def test_a_null_inside_a_dictionary_is_null():
    coded = pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array(["a", None]))
    assert read(pa.table({"c": coded}))["c"].to_pylist() == ["a", None, None]


@pytest.mark.parametrize("bits", [8, 16, 32, 64])
@pytest.mark.parametrize("sign", ["int", "uint"])
def test_integers_of_every_width(sign, bits):
    kind = pa.type_for_alias(f"{sign}{bits}")
    most = 2 ** (min(bits, 63 if sign == "uint" else 64) - (sign == "int")) - 1
    least = -most - 1 if sign == "int" else 0
    assert read_column([least, None, most], kind).to_pylist() == [least, None, most]


def test_an_integer_too_large_is_refused_with_its_row():
    frame = pa.table({"id": pa.array([1, 2**63, 2**64 - 1], pa.uint64())})
    problems = refusal_of(events=frame).problems
    assert [(p.code, p.table, p.field, p.row, p.found) for p in problems] == [
        ("K-E412", "events", "id", 2, "9223372036854775808"),
        ("K-E412", "events", "id", 3, "18446744073709551615"),
    ]


def test_of_many_values_too_large_the_first_hundred_are_told():
    frame = pa.table({"id": pa.array([2**63] * 250, pa.uint64())})
    problems = refusal_of(events=frame).problems
    assert len(problems) == 101
    assert problems[-1].found == "150 more"


def test_floats_are_their_shortest_decimals_and_nan_is_null():
    column = read_column([0.1, 0.1 + 0.2, float("nan"), None, -2.5, 1e20], pa.float64())
    expected = [decimal.Decimal(text) for text in ("0.1", "0.3", "-2.5", "1e20")]
    assert column.type == pa.decimal128(38, 6)
    assert column.drop_null().to_pylist() == expected
    assert read_column([0.1], pa.float32()).to_pylist() == [decimal.Decimal("0.1")]


@pytest.mark.parametrize("number", [float("inf"), -1e300])
def test_floats_that_are_no_decimals_are_refused(number):
    (found,) = refusal_of(events=pa.table({"amount": [1.0, number]})).problems
    assert (found.code, found.row, found.field) == ("K-E412", 2, "amount")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (pa.decimal128(10, 2), "-12.34", "-12.34"),
        (pa.decimal128(38, 0), "123456789012345678901234567", "123456789012345678901234567"),
        (pa.decimal128(5, -2), "1200", "1200"),
        (pa.decimal128(20, 10), "0.0000005000", "0"),
        (pa.decimal128(20, 10), "0.0000015000", "0.000002"),
        (pa.decimal128(20, 10), "-0.0000005001", "-0.000001"),
        (pa.decimal32(5, 1), "-7.5", "-7.5"),
        (pa.decimal64(12, 7), "0.0000025", "0.000002"),
    ],
)
def test_decimals_are_rounded_half_to_even_to_six_places(kind, text, expected):
    column = read_column([decimal.Decimal(text), None], kind)
    assert column.to_pylist() == [decimal.Decimal(expected), None]


def test_decimals_that_do_not_fit_are_refused():
    (found,) = refusal_of(
        events=pa.table({"amount": pa.array([decimal.Decimal(10**30)], pa.decimal128(38, 2))})
    ).problems
    assert (found.code, found.found) == ("K-E412", "1" + "0" * 32 + "e-2")
    (found,) = refusal_of(events=pa.table({"amount": pa.array([1], pa.decimal256(40, 2))})).problems
    assert (found.code, found.found) == ("K-E411", "decimal(40,2,256)")


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64()])
def test_dates(kind):
    column = read_column([DAY, None, dt.date(1969, 12, 31)], kind)
    assert column.type == pa.date32()
    assert column.to_pylist() == [DAY, None, dt.date(1969, 12, 31)]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_timestamps_of_every_unit(unit):
    before = dt.datetime(1969, 12, 31, 23, 59, 59)
    column = read_column([NOON, None, before], pa.timestamp(unit))
    assert column.type == pa.timestamp("us")
    assert column.to_pylist() == [NOON, None, before]
    assert read_column([NOON], pa.timestamp(unit, "Asia/Shanghai")).type == pa.timestamp("us", "UTC")


def test_nanoseconds_are_rounded_down():
    ticks = pa.array([1_999, -1], pa.int64()).cast(pa.timestamp("ns"))
    assert read(pa.table({"c": ticks}))["c"].cast(pa.int64()).to_pylist() == [1, -1]


def test_a_timestamp_too_far_away_is_refused():
    far = pa.array([2**62], pa.int64()).cast(pa.timestamp("s"))
    (found,) = refusal_of(events=pa.table({"date": far})).problems
    assert (found.code, found.row) == ("K-E412", 1)


def test_truths_and_columns_without_a_cell():
    assert read_column([True, None, False]).to_pylist() == [True, None, False]
    assert read_column([None, None], pa.null()).to_pylist() == [None, None]


def test_all_columns_of_wrong_types_are_told_at_once():
    frame = pa.table(
        {
            "a": [[1]],
            "b": [b"x"],
            "c": ["fine"],
            "d": [{"x": 1}],
            "e": pa.array([1], pa.time64("us")),
            "f": pa.array([1], pa.duration("s")),
            "g": pa.array([b"x"]).dictionary_encode(),
        }
    )
    problems = refusal_of(staff=frame, events=frame).problems
    assert {p.code for p in problems} == {"K-E411"}
    assert [(p.table, p.field) for p in problems] == [
        (table, field) for table in ("staff", "events") for field in "abdefg"
    ]
    assert [p.found for p in problems[:6]] == [
        "list", "binary", "struct", "time of day", "duration", "dictionary of binary",
    ]  # fmt: skip


def test_a_column_that_comes_twice_is_refused():
    frame = pa.table([pa.array([1]), pa.array([2])], names=["id", "id"])
    (found,) = refusal_of(events=frame).problems
    assert (found.code, found.table, found.field) == ("K-E402", "events", "id")


def test_what_is_no_frame_is_a_type_error():
    with pytest.raises(TypeError, match="'events'.*__arrow_c_stream__.*found list"):
        kh.Dataset(events=[1, 2])
    with pytest.raises(kh.DataError, match="no table; found 'a single column'"):
        kh.Dataset(events=pa.chunked_array([[1]]))


def test_a_stream_is_read_once():
    capsule = pa.table({"id": [1]}).__arrow_c_stream__()
    assert kh.Dataset(events=capsule).rows("events") == 1
    with pytest.raises(kh.DataError, match="read before"):
        kh.Dataset(events=capsule)


def test_a_producer_that_fails_is_quoted():
    def batches():
        yield pa.record_batch({"id": [1]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"id": pa.int64()}), batches())
    with pytest.raises(kh.DataError, match="K-E414.*the disk is gone"):
        kh.Dataset(events=reader)


def test_pandas():
    frame = pd.DataFrame(
        {
            "id": ["e1", "e2", None],
            "date": pd.to_datetime(["2026-08-12", "2026-08-13", None]),
            "kind": pd.Categorical(["visit", "call", None]),
            "calls": [1, None, 3],
            "upheld": pd.array([True, None, False], "boolean"),
            "day": [DAY, None, DAY],
        },
        index=[5, 6, 7],
    ).iloc[1:]
    result = read(frame)
    assert result["id"].to_pylist() == ["e2", None]
    assert result["date"].to_pylist() == [dt.datetime(2026, 8, 13), None]
    assert result["kind"].to_pylist() == ["call", None]
    assert result["calls"].to_pylist() == [None, decimal.Decimal(3)]
    assert result["upheld"].to_pylist() == [None, False]
    assert result["day"].to_pylist() == [None, DAY]


def test_polars():
    frame = pl.DataFrame(
        {
            "id": ["e1", "a text longer than twelve bytes", None],
            "date": [NOON, None, NOON],
            "kind": pl.Series(["visit", "call", None], dtype=pl.Categorical),
            "level": pl.Series(["senior", None, "junior"], dtype=pl.Enum(["junior", "senior"])),
            "amount": pl.Series(["1.25", None, "-3.10"]).cast(pl.Decimal(12, 2)),
            "day": [DAY, None, DAY],
        }
    )
    frame = pl.concat([frame, frame.slice(1, 2)], rechunk=False)
    assert read(frame).to_pydict() == frame.to_arrow().to_pydict()


def test_duckdb():
    relation = duckdb.sql(
        """
        SELECT 'event number ' || i AS id, DATE '2026-08-12' + i::INTEGER AS date,
               TIMESTAMPTZ '2026-08-12 12:00:00+08' AS seen, (i / 8)::DECIMAL(9, 3) AS amount,
               ['visit', 'call'][1 + i % 2]::ENUM ('visit', 'call') AS kind, i::HUGEINT AS large
        FROM range(5000) t(i)
        """
    )
    result = read(relation)
    assert result.num_rows == 5000
    assert result.slice(4999).to_pylist() == [
        {
            "id": "event number 4999",
            "date": DAY + dt.timedelta(days=4999),
            "seen": dt.datetime(2026, 8, 12, 4, tzinfo=dt.timezone.utc),
            "amount": decimal.Decimal("624.875"),
            "kind": "call",
            "large": 4999,
        }
    ]


def test_days_without_end_become_open_ends():
    relation = duckdb.sql("SELECT DATE 'infinity' AS a UNION ALL SELECT DATE '-infinity'")
    days = read(relation)["a"].cast(pa.int32()).to_pylist()
    assert sorted(days) == [-1_000_000_000, 1_000_000_000]


def test_texts_outlive_the_frame_they_came_from():
    data = kh.Dataset(events=pa.table({"id": [f"a text of its own {i}" for i in range(1000)]}))
    gc.collect()
    view = data.table("events")
    data.set("events", pa.table({"id": ["another"]}))
    assert pa.table(view)["id"].to_pylist() == [f"a text of its own {i}" for i in range(1000)]
    assert data.rows("events") == 1


@pytest.mark.parametrize("reader", [pa.table, pl.DataFrame, pd.DataFrame.from_arrow])
def test_every_library_reads_what_a_dataset_gives(reader):
    given = pa.table(
        {
            "text": pa.array(TEXTS),
            "coded": pa.array(TEXTS).dictionary_encode(),
            "number": [1, None, 3, 4, 5],
            "amount": pa.array([None, 1, 2, 3, 4], pa.decimal128(9, 2)),
            "day": [DAY, None, DAY, DAY, DAY],
            "seen": [NOON, None, NOON, NOON, NOON],
            "truth": [True, None, False, True, True],
        }
    )
    frame = reader(kh.Dataset(events=given).table("events"))
    assert len(frame) == 5
    assert read(frame).select(["text", "coded", "day"]).to_pydict() == given.select(
        ["text", "coded", "day"]
    ).to_pydict()


def test_empty_tables():
    frame = pa.table({"id": pa.array([], pa.string()), "kind": pa.array([]).dictionary_encode()})
    data = kh.Dataset(events=frame.select(["id"]), staff=None)
    assert data.tables() == ["events"]
    assert data.rows("events") == 0
    assert pa.table(data.table("events")).column_names == ["id"]
    with pytest.raises(KeyError, match="staff"):
        data.rows("staff")
