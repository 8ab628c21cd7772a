#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <kaohe/error.hpp>
#include <kaohe/io/arrow.hpp>

#include "io/arrow_parts.hpp"

namespace {

using namespace kaohe;
using kaohe_test::made_column;
using kaohe_test::made_stream;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::array<std::int32_t, 4> offsets{0, 1, 3, 6};
constexpr char letters[] = "abbccc";
constexpr std::array<std::int32_t, 4> numbers{10, 20, 30, 40};
constexpr std::array<std::uint8_t, 1> all_but_the_second{0b11111101};

made_column texts(std::int64_t offset = 0) {
    return {"u", "c", 3 - offset, 0, offset, {nullptr, offsets.data(), letters}, {}};
}

made_column whole_numbers(std::vector<void const*> buffers) {
    return {"i", "c", 4, -1, 0, std::move(buffers), {}};
}

made_column indices(void const* codes, std::int64_t length) {
    made_column column{"i", "c", length, 0, 0, {nullptr, codes}, {}};
    column.dictionary.push_back(texts());
    return column;
}

std::vector<std::string> cells_of(table const& read) {
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < read.rows(); ++row)
        cells.push_back(read.columns().front().is_null(row) ? "null"
                                                            : read.columns().front().text_of(row));
    return cells;
}

/// What a stream is refused for, checked to be one problem of one code.
std::string refusal(made_stream& made, std::string const& code = "K-E413") {
    try {
        import_table("events", made.stream());
    } catch (data_error const& refused) {
        EXPECT_EQ(refused.problems().size(), 1u);
        EXPECT_EQ(refused.problems().front().code, code);
        EXPECT_EQ(refused.problems().front().table, "events");
        EXPECT_EQ(made.streams_released, 1);
        EXPECT_EQ(made.schemas_released, 1);
        return refused.problems().front().found;
    }
    return "nothing";
}

std::string refusal(made_column column) {
    made_stream made({std::move(column)});
    return refusal(made);
}

TEST(arrow_import, keeps_a_batch_as_long_as_a_column_points_into_it) {
    made_stream made({texts()});
    made.add({texts(1)});
    auto read = std::make_unique<table>(import_table("events", made.stream()));
    EXPECT_THAT(cells_of(*read), ElementsAre("a", "bb", "ccc", "bb", "ccc"));
    EXPECT_EQ(std::get<text_cells>(read->columns()[0].cells()).values[0].data(), letters);
    EXPECT_EQ(made.batches_released, 0);
    EXPECT_EQ(made.schemas_released, 1);
    EXPECT_EQ(made.streams_released, 1);
    read.reset();
    EXPECT_EQ(made.batches_released, 2);
}

TEST(arrow_import, releases_batches_that_no_column_points_into) {
    made_stream made({whole_numbers({nullptr, numbers.data()})});
    table const read = import_table("events", made.stream());
    EXPECT_EQ(made.batches_released, 1);
    EXPECT_THAT(cells_of(read), ElementsAre("10", "20", "30", "40"));
}

TEST(arrow_import, reads_nulls_at_an_offset) {
    made_column column = whole_numbers({all_but_the_second.data(), numbers.data()});
    column.offset = 1;
    column.length = 3;
    made_stream made({column});
    EXPECT_THAT(cells_of(import_table("events", made.stream())), ElementsAre("null", "30", "40"));
}

TEST(arrow_import, finds_each_null_of_a_long_column_of_texts) {
    std::vector<std::int32_t> const starts(31, 0);
    std::array<std::uint8_t, 4> const present{0b11110111, 0xff, 0b01111111, 0b00001110};
    made_column column{"u", "c", 25, -1, 3, {present.data(), starts.data(), letters}, {}};
    made_stream made({column});
    std::vector<std::size_t> absent;
    auto const read = import_table("events", made.stream());
    for (std::size_t row = 0; row < read.rows(); ++row)
        if (read.columns().front().is_null(row))
            absent.push_back(row + 3);
    EXPECT_THAT(absent, ElementsAre(3, 23, 24));
}

TEST(arrow_import, refuses_columns_in_their_order_on_any_number_of_threads) {
    constexpr std::array<std::int32_t, 2> backwards{3, 1};
    for (unsigned const threads : {1u, 3u}) {
        made_stream made({{"u", "a", 1, 0, 0, {nullptr, backwards.data(), letters}, {}},
                          {"u", "b", 1, 0, 0, {nullptr, offsets.data(), letters}, {}},
                          {"i", "c", 1, 0, 0, {nullptr, nullptr}, {}}});
        std::vector<std::string> refused;
        try {
            import_table("events", made.stream(), threads);
        } catch (data_error const& refusal) {
            for (problem const& p : refusal.problems())
                refused.push_back(p.field);
        }
        EXPECT_THAT(refused, ElementsAre("a", "c"));
    }
}

TEST(arrow_import, cuts_columns_as_their_batch_is_cut) {
    made_stream made({whole_numbers({nullptr, numbers.data()})});
    made.last_batch().offset = 1;
    made.last_batch().length = 2;
    EXPECT_THAT(cells_of(import_table("events", made.stream())), ElementsAre("20", "30"));
}

TEST(arrow_import, takes_the_cells_of_a_null_row_for_null) {
    made_stream made({whole_numbers({nullptr, numbers.data()})});
    void const* validity[] = {all_but_the_second.data()};
    made.last_batch().buffers = validity;
    made.last_batch().null_count = 1;
    EXPECT_THAT(cells_of(import_table("events", made.stream())),
                ElementsAre("10", "null", "30", "40"));
}

TEST(arrow_import, asks_no_buffers_of_an_empty_array) {
    made_stream made({made_column{"u", "c", 0, 0, 0, {nullptr, nullptr, nullptr}, {}}});
    made.add({texts()});
    EXPECT_EQ(import_table("events", made.stream()).rows(), 3u);

    made_stream bare({made_column{"u", "c", 0, 0, 0, {}, {}}});
    EXPECT_EQ(import_table("events", bare.stream()).rows(), 0u);
}

TEST(arrow_import, reads_empty_texts_without_bytes) {
    constexpr std::array<std::int32_t, 3> nowhere{0, 0, 0};
    made_stream made({made_column{"u", "c", 2, 0, 0, {nullptr, nowhere.data(), nullptr}, {}}});
    EXPECT_THAT(cells_of(import_table("events", made.stream())), ElementsAre("", ""));
}

TEST(arrow_import, ignores_indices_of_null_cells) {
    constexpr std::array<std::int32_t, 2> codes{2, -7};
    made_column column = indices(codes.data(), 2);
    column.null_count = 1;
    column.buffers[0] = all_but_the_second.data();
    made_stream made({column});
    EXPECT_THAT(cells_of(import_table("events", made.stream())), ElementsAre("ccc", "null"));
}

TEST(arrow_import, refuses_indices_outside_the_dictionary) {
    constexpr std::array<std::int32_t, 1> above{3};
    constexpr std::array<std::int32_t, 1> below{-1};
    EXPECT_EQ(refusal(indices(above.data(), 1)), "index 3 into a dictionary of 3");
    EXPECT_EQ(refusal(indices(below.data(), 1)), "index -1 into a dictionary of 3");
}

TEST(arrow_import, refuses_buffers_that_are_missing) {
    EXPECT_THAT(refusal(whole_numbers({nullptr, nullptr})), HasSubstr("null pointer"));
    EXPECT_EQ(refusal(whole_numbers({nullptr})), "1 buffers where 2 are needed");
    constexpr std::array<std::int32_t, 2> some{0, 1};
    EXPECT_THAT(refusal(made_column{"u", "c", 1, 0, 0, {nullptr, some.data(), nullptr}, {}}),
                HasSubstr("bytes of text"));
}

TEST(arrow_import, refuses_lengths_and_offsets_that_contradict) {
    made_column negative = whole_numbers({nullptr, numbers.data()});
    negative.offset = -1;
    EXPECT_EQ(refusal(negative), "an array of length 4 at offset -1");
    made_stream longer({whole_numbers({nullptr, numbers.data()})});
    longer.last_batch().length = 5;
    EXPECT_EQ(refusal(longer), "an array of length 4 for 5 rows from row 0 on");
    made_stream fewer({whole_numbers({nullptr, numbers.data()})});
    fewer.last_batch().n_children = 0;
    EXPECT_EQ(refusal(fewer), "a batch of 0 columns in a stream of 1");
}

TEST(arrow_import, refuses_texts_that_end_before_they_begin) {
    constexpr std::array<std::int32_t, 2> backwards{3, 1};
    EXPECT_EQ(refusal(made_column{"u", "c", 1, 0, 0, {nullptr, backwards.data(), letters}, {}}),
              "a text from byte 3 to 1");
}

TEST(arrow_import, refuses_views_outside_their_buffers) {
    struct view {
        std::int32_t size;
        std::array<char, 4> prefix;
        std::int32_t buffer;
        std::int32_t from;
    };
    constexpr std::array<std::int64_t, 1> sizes{20};
    std::string const bytes(20, 'x');
    auto const found = [&](view const& only) {
        return refusal(
            made_column{"vu", "c", 1, 0, 0, {nullptr, &only, bytes.data(), sizes.data()}, {}});
    };
    EXPECT_EQ(found({20, {}, 0, 0}), "nothing");
    EXPECT_EQ(found({20, {}, 0, 1}), "a text of 20 bytes from byte 1 of 20");
    EXPECT_EQ(found({20, {}, 0, -1}), "a text of 20 bytes from byte -1 of 20");
    EXPECT_EQ(found({20, {}, 1, 0}), "a text in buffer 1 of 1");
    EXPECT_EQ(found({-1, {}, 0, 0}), "a text of -1 bytes");
}

TEST(arrow_import, tells_why_the_producer_failed) {
    made_stream made({texts()});
    made.status = EIO;
    EXPECT_EQ(refusal(made, "K-E414"), "the disk is gone");
}

TEST(arrow_import, refuses_what_is_no_record_and_what_was_read) {
    made_stream made({texts()});
    made.record_format = "u";
    EXPECT_EQ(refusal(made, "K-E411"), "a single column");
    ArrowArrayStream released{};
    EXPECT_THROW(import_table("events", released), data_error);
}

}  // namespace
