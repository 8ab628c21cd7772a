#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <kaohe/data/dataset.hpp>
#include <kaohe/io/arrow.hpp>

namespace kaohe::bench {

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

/// A stream of Arrow that is released at the end.
struct stream {
    ArrowArrayStream c{};

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
};

}  // namespace kaohe::bench
