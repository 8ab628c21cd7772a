#pragma once

#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <kaohe/engine/batch.hpp>
#include <kaohe/io/arrow.hpp>

namespace kaohe::bench {

/// The tables of workload V, in the order in which `judge_arrow` takes their streams.
inline constexpr std::array<char const*, 3> visits_tables{"staff", "assignments", "events"};

/// The table with text spelt out cell by cell, as a database or a CSV file gives it.
inline table plain(table const& coded) {
    std::vector<column> columns;
    for (column const& given : coded.columns()) {
        auto cells = given.cells();
        auto* text = std::get_if<text_cells>(&cells);
        if (text != nullptr && !text->codes.empty()) {
            std::vector<std::string_view> spelt;
            spelt.reserve(text->codes.size());
            for (auto const code : text->codes)
                spelt.push_back(text->values[code]);
            text->values = std::move(spelt);
            text->codes.clear();
        }
        std::vector<std::uint8_t> present;
        if (given.has_nulls())
            for (std::size_t row = 0; row < given.size(); ++row)
                present.push_back(given.is_null(row) ? 0 : 1);
        columns.emplace_back(given.name(), std::move(cells), std::move(present));
    }
    return table(std::move(columns));
}

/// All tables of workload V so.
inline dataset plain(dataset const& coded) {
    dataset spelt;
    for (char const* name : visits_tables)
        spelt.set(name, plain(coded[name]));
    return spelt;
}

/// A stream of Arrow that is released at the end.
struct stream {
    ArrowArrayStream c{};

    stream() = default;
    explicit stream(table const& content) {
        export_table(content, std::make_shared<table>(content), {}, &c);
    }
    stream(frame const& result, std::shared_ptr<void const> owner) {
        export_table(result, std::move(owner), {}, &c);
    }
    stream(stream&&) = delete;
    ~stream() {
        if (c.release != nullptr)
            c.release(&c);
    }

    /// Takes the one batch, which is where the cells are made, and releases it.
    void read() {
        ArrowArray batch{};
        c.get_next(&c, &batch);
        batch.release(&batch);
    }
};

/// From streams of the tables of workload V, which it takes, to a stream of the verdicts.
inline void judge_arrow(policy const& p, std::array<ArrowArrayStream*, 3> const& given,
                        question const& asked, ArrowArrayStream* out) {
    dataset tables;
    for (std::size_t i = 0; i < given.size(); ++i)
        tables.set(visits_tables[i], import_table(visits_tables[i], *given[i], asked.threads));
    auto const made = std::make_shared<evaluation>(evaluate(p, tables, asked));
    export_table(made->verdicts.columns(), made, {}, out, asked.threads);
}

}  // namespace kaohe::bench
