#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <kaohe/io/arrow.hpp>

namespace {

using namespace kaohe;

struct result {
    coded_cells staff{
        {0, coded_cells::null, 1},
        std::make_shared<std::vector<std::string> const>(std::vector<std::string>{"S1", "S2"})};
    day_cells due{{5, day_cells::null, -1}};
    number_cells score{{0.5, number_cells::null, 1}};
    whole_cells size{{1, whole_cells::null, 3}};
    truth_cells flagged{{1, 0, 1}};
    list_cells notify{{0, 2, 2, 3}, {1, 0, 1}, staff.texts, false, {}};

    frame columns() const {
        return {3,
                {{"staff", &staff},
                 {"due", &due},
                 {"score", &score},
                 {"size", &size},
                 {"flagged", &flagged},
                 {"notify", &notify}}};
    }
};

/// A stream that is asked for its schema and its batch, and releases all at the end.
struct read_stream {
    explicit read_stream(std::shared_ptr<result const> made, arrow_metadata const& metadata = {}) {
        export_table(made->columns(), made, metadata, &stream);
        EXPECT_EQ(stream.get_schema(&stream, &schema), 0);
        EXPECT_EQ(stream.get_next(&stream, &batch), 0);
    }
    ~read_stream() {
        release(schema);
        release(batch);
        release(stream);
    }
    template <typename Structure>
    static void release(Structure& structure) {
        if (structure.release != nullptr)
            structure.release(&structure);
    }

    ArrowArrayStream stream{};
    ArrowSchema schema{};
    ArrowArray batch{};
};

TEST(arrow_export, writes_one_batch_of_the_documented_types) {
    read_stream read(std::make_shared<result const>());
    ASSERT_EQ(read.schema.n_children, 6);
    std::string formats;
    for (int i = 0; i < 6; ++i)
        formats += std::string(read.schema.children[i]->name) + ":" +
                   read.schema.children[i]->format + " ";
    EXPECT_EQ(formats, "staff:i due:tdD score:g size:l flagged:b notify:+l ");
    EXPECT_STREQ(read.schema.children[0]->dictionary->format, "u");
    EXPECT_STREQ(read.schema.children[5]->children[0]->format, "u");
    EXPECT_EQ(read.batch.length, 3);

    ArrowArray after{};
    EXPECT_EQ(read.stream.get_next(&read.stream, &after), 0);
    EXPECT_EQ(after.release, nullptr);
}

TEST(arrow_export, marks_nulls) {
    read_stream read(std::make_shared<result const>());
    for (int i = 0; i < 4; ++i) {
        ArrowArray const& column = *read.batch.children[i];
        EXPECT_EQ(column.null_count, 1) << i;
        EXPECT_EQ(*static_cast<std::uint8_t const*>(column.buffers[0]), 0b101) << i;
        EXPECT_EQ(read.schema.children[i]->flags, ARROW_FLAG_NULLABLE) << i;
    }
    auto const* codes = static_cast<std::int32_t const*>(read.batch.children[0]->buffers[1]);
    EXPECT_EQ(codes[1], 0);
    EXPECT_EQ(read.batch.children[4]->null_count, 0);
    EXPECT_EQ(read.batch.children[4]->buffers[0], nullptr);
}

TEST(arrow_export, copies_no_column_of_a_fixed_width) {
    auto const made = std::make_shared<result const>();
    read_stream read(made);
    EXPECT_EQ(read.batch.children[1]->buffers[1], made->due.values.data());
    EXPECT_EQ(read.batch.children[2]->buffers[1], made->score.values.data());
    EXPECT_EQ(read.batch.children[3]->buffers[1], made->size.values.data());
    EXPECT_EQ(read.batch.children[5]->buffers[1], made->notify.offsets.data());
}

TEST(arrow_export, writes_the_cell_that_each_row_picks) {
    auto const made = std::make_shared<result const>();
    cell_picks const picks{2, 1, 0, 0, 1, 2, 2, 2, 1, 0};
    coded_cells const nothing{{}, made->staff.texts};
    run_cells const runs{{1, 0}, {4, 10}, made->staff.texts};
    frame const picked{picks.size(),
                       {{"staff", &made->staff, &picks},
                        {"score", &made->score, &picks},
                        {"none", &nothing, &picks},
                        {"run", &runs}}};
    for (unsigned const threads : {1u, 3u}) {
        ArrowArrayStream stream{};
        ArrowArray batch{};
        export_table(picked, made, {}, &stream, threads);
        ASSERT_EQ(stream.get_next(&stream, &batch), 0);
        for (int i = 0; i < 2; ++i) {
            auto const* present = static_cast<std::uint8_t const*>(batch.children[i]->buffers[0]);
            EXPECT_EQ(batch.children[i]->null_count, 3);
            EXPECT_EQ(present[0], 0b11101101);
            EXPECT_EQ(present[1], 0b10);
        }
        auto const* codes = static_cast<std::int32_t const*>(batch.children[0]->buffers[1]);
        auto const* scores = static_cast<double const*>(batch.children[1]->buffers[1]);
        EXPECT_EQ(std::vector<std::int32_t>(codes, codes + 10),
                  (std::vector<std::int32_t>{1, 0, 0, 0, 0, 1, 1, 1, 0, 0}));
        EXPECT_EQ(scores[0], 1);
        EXPECT_EQ(scores[9], 0.5);
        EXPECT_EQ(batch.children[2]->null_count, 10);
        auto const* run = static_cast<std::int32_t const*>(batch.children[3]->buffers[1]);
        EXPECT_EQ(std::vector<std::int32_t>(run, run + 10),
                  (std::vector<std::int32_t>{1, 1, 1, 1, 0, 0, 0, 0, 0, 0}));
        batch.release(&batch);
        stream.release(&stream);
    }
}

TEST(arrow_export, keeps_the_result_until_the_last_part_is_released) {
    auto made = std::make_shared<result const>();
    std::weak_ptr<result const> const watched = made;
    ArrowArray moved{};
    {
        read_stream read(std::move(made));
        moved = *read.batch.children[1];
        read.batch.children[1]->release = nullptr;
    }
    EXPECT_FALSE(watched.expired());
    EXPECT_EQ(static_cast<std::int32_t const*>(moved.buffers[1])[0], 5);
    moved.release(&moved);
    EXPECT_EQ(moved.release, nullptr);
    EXPECT_TRUE(watched.expired());
}

TEST(arrow_export, writes_metadata_as_arrow_encodes_it) {
    read_stream read(std::make_shared<result const>(), {{"policy", "field-sales"}});
    auto const number_at = [&](std::size_t place) {
        std::int32_t number = 0;
        std::memcpy(&number, read.schema.metadata + place, sizeof number);
        return number;
    };
    EXPECT_EQ(number_at(0), 1);
    EXPECT_EQ(number_at(4), 6);
    EXPECT_EQ(std::string(read.schema.metadata + 8, 6), "policy");
    EXPECT_EQ(number_at(14), 11);
    EXPECT_EQ(std::string(read.schema.metadata + 18, 11), "field-sales");
    read_stream plain(std::make_shared<result const>());
    EXPECT_EQ(plain.schema.metadata, nullptr);
}

TEST(arrow_export, of_an_input_table_is_read_back_as_the_same) {
    auto const made = std::make_shared<table const>(std::vector<column>{
        text_column("plain", {"a", std::nullopt, "a text of more than twelve bytes"}),
        column("coded", text_cells{{"x", "y"}, {1, 0, 1}, {}}, {1, 0, 1}),
        integer_column("whole", {-1, std::numeric_limits<std::int64_t>::max(), 0}),
        decimal_column("exact", {parse_decimal("-0.000001"), std::nullopt, parse_decimal("1e26")}),
        column("truth", boolean_cells{{1, 0, 1}}),
        date_column("day", {date::from(2026, 8, 12), std::nullopt, open_end}),
        column("local", instant_cells{{0, -1, 1}, false}),
        column("zoned", instant_cells{{0, -1, 1}, true}),
    });
    ArrowArrayStream stream{};
    export_table(*made, made, {}, &stream);
    table const read = import_table("events", stream);

    ASSERT_EQ(read.columns().size(), made->columns().size());
    for (std::size_t i = 0; i < read.columns().size(); ++i) {
        column const& before = made->columns()[i];
        column const& after = read.columns()[i];
        EXPECT_EQ(after.name(), before.name());
        EXPECT_EQ(after.type_name(), before.type_name());
        for (std::size_t row = 0; row < 3; ++row) {
            EXPECT_EQ(after.is_null(row), before.is_null(row)) << before.name();
            EXPECT_EQ(after.text_of(row), before.text_of(row)) << before.name();
        }
    }
    EXPECT_EQ(std::get<text_cells>(read.columns()[1].cells()).codes.size(), 3u);
}

}  // namespace
