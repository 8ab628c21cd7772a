#include <kaohe/io/arrow.hpp>

#include <algorithm>
#include <optional>

#include "../pieces.hpp"
#include "arrow_cells.hpp"

namespace kaohe::inline v1 {
namespace detail {

void column_reading::mark_null(std::size_t row) {
    if (present_.empty())
        present_.assign(rows_, 1);
    present_[row] = 0;
}

void column_reading::refuse(std::size_t row, std::string found) {
    constexpr std::size_t most_told = 100;
    if (++refused_cells_ > most_told)
        return;
    problem p;
    p.code = "K-E412";
    p.message = "the value is too large";
    p.found = std::move(found);
    p.field = name_;
    p.row = static_cast<std::int64_t>(row) + 1;
    refused_.push_back(std::move(p));
}

column column_reading::finish(column::cells_type cells) {
    if (refused_.empty())
        return {std::move(name_), std::move(cells), std::move(present_)};
    if (refused_cells_ > refused_.size()) {
        problem p;
        p.code = "K-E412";
        p.message = "more values are too large";
        p.found = std::to_string(refused_cells_ - refused_.size()) + " more";
        p.field = name_;
        refused_.push_back(std::move(p));
    }
    throw data_error(std::move(refused_));
}

namespace {

/// A structure of the interface, released once: at the latest when this dies.
template <typename Structure>
class released_once {
  public:
    released_once() = default;
    explicit released_once(Structure& moved) noexcept : held_(moved) { moved.release = nullptr; }
    released_once(released_once const&) = delete;
    released_once& operator=(released_once const&) = delete;
    ~released_once() {
        if (held_.release != nullptr)
            held_.release(&held_);
    }

    Structure& operator*() noexcept { return held_; }
    Structure const& operator*() const noexcept { return held_; }
    Structure* operator->() noexcept { return &held_; }
    Structure const* operator->() const noexcept { return &held_; }

  private:
    Structure held_{};
};

using held_batch = std::shared_ptr<released_once<ArrowArray>>;

std::string_view text_or_nothing(char const* text) noexcept {
    return text == nullptr ? std::string_view{} : std::string_view(text);
}

void require_success(ArrowArrayStream& stream, int status) {
    if (status == 0)
        return;
    std::string_view const reason = text_or_nothing(stream.get_last_error(&stream));
    problem p;
    p.code = "K-E414";
    p.message = "the data could not be read";
    p.found = reason.empty() ? "error " + std::to_string(status) : std::string(reason);
    throw data_error({std::move(p)});
}

std::vector<held_batch> read_batches(ArrowArrayStream& stream, std::int64_t columns) {
    std::vector<held_batch> batches;
    while (true) {
        auto batch = std::make_shared<released_once<ArrowArray>>();
        require_success(stream, stream.get_next(&stream, &**batch));
        if ((*batch)->release == nullptr)
            return batches;
        if ((*batch)->n_children != columns || (columns > 0 && (*batch)->children == nullptr))
            refuse_malformed("a batch of " + std::to_string((*batch)->n_children) +
                             " columns in a stream of " + std::to_string(columns));
        if ((*batch)->length != 0)
            batches.push_back(std::move(batch));
    }
}

/// How the cells of a column are stored, and its dictionary's indices if it has one.
struct column_type {
    arrow_type cells;
    std::optional<arrow_type> index;
};

std::optional<column_type> type_of(ArrowSchema const& field) {
    auto const stored = parse_arrow_format(text_or_nothing(field.format));
    if (field.dictionary == nullptr)
        return stored ? std::optional(column_type{*stored, std::nullopt}) : std::nullopt;
    auto const values = field.dictionary->dictionary == nullptr
                            ? parse_arrow_format(text_or_nothing(field.dictionary->format))
                            : std::nullopt;
    if (!stored || !stored->is_integer() || !values)
        return std::nullopt;
    return column_type{*values, *stored};
}

problem unusable_column(ArrowSchema const& field) {
    problem p;
    p.code = "K-E411";
    p.message = "a column cannot be of this type";
    p.found = arrow_type_name(text_or_nothing(field.format));
    if (field.dictionary != nullptr)
        p.found = "dictionary of " + arrow_type_name(text_or_nothing(field.dictionary->format));
    p.expected = "text, a number of at most 128 bits, a boolean, a date or a timestamp";
    p.field = text_or_nothing(field.name);
    return p;
}

std::vector<column_type> types_of(ArrowSchema const& schema) {
    if (text_or_nothing(schema.format) != "+s") {
        problem p;
        p.code = "K-E411";
        p.message = "the data is no table";
        p.found = "a single column";
        p.expected = "named columns";
        throw data_error({std::move(p)});
    }
    if (schema.n_children > 0 && schema.children == nullptr)
        refuse_malformed("a type of " + std::to_string(schema.n_children) +
                         " columns without them");
    std::vector<column_type> types;
    std::vector<problem> problems;
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
        if (auto const type = type_of(*schema.children[i]))
            types.push_back(*type);
        else
            problems.push_back(unusable_column(*schema.children[i]));
    }
    if (!problems.empty())
        throw data_error(std::move(problems));
    return types;
}

std::vector<column_slice> slices_of(std::vector<held_batch> const& batches, std::int64_t number,
                                    column_type const& type) {
    std::vector<column_slice> slices;
    for (held_batch const& batch : batches) {
        array_range const rows = array_range::of_record(**batch);
        ArrowArray const* cells = (*batch)->children[number];
        if (cells == nullptr || cells->release == nullptr)
            refuse_malformed("a batch without one of its columns");
        slices.emplace_back(*cells, rows.first, type.cells.stored,
                            type.index ? &type.index->stored : nullptr, rows);
    }
    return slices;
}

column read_column(std::string name, column_type const& type, std::int64_t number,
                   std::vector<held_batch> const& batches) {
    std::vector<column_slice> const slices = slices_of(batches, number, type);
    std::size_t rows = 0;
    for (column_slice const& slice : slices)
        rows += static_cast<std::size_t>(slice.length());
    column_reading reading(std::move(name), rows);
    if (!type.cells.is_text())
        return reading.finish(read_numbers(type.cells, slices, reading));
    text_cells text = type.index ? read_coded_text(type.cells, slices, reading)
                                 : read_plain_text(type.cells, slices, reading);
    text.owners.assign(batches.begin(), batches.end());
    return reading.finish(std::move(text));
}

table read_table(ArrowArrayStream& stream, unsigned threads) {
    released_once<ArrowSchema> schema;
    require_success(stream, stream.get_schema(&stream, &*schema));
    std::vector<column_type> const types = types_of(*schema);
    std::vector<held_batch> const batches = read_batches(stream, schema->n_children);

    std::vector<std::optional<column>> read(types.size());
    std::vector<std::vector<problem>> refused(types.size());
    for_pieces(types.size(), threads, [&](std::size_t i) {
        auto const number = static_cast<std::int64_t>(i);
        std::string name(text_or_nothing(schema->children[number]->name));
        try {
            read[i] = read_column(name, types[i], number, batches);
        } catch (data_error const& refusal) {
            refused[i] = refusal.problems();
            for (problem& p : refused[i])
                p.field = name;
        }
    });
    std::vector<column> columns;
    std::vector<problem> problems;
    for (std::size_t i = 0; i < types.size(); ++i) {
        problems.insert(problems.end(), refused[i].begin(), refused[i].end());
        if (problems.empty())
            columns.push_back(*std::move(read[i]));
    }
    if (!problems.empty())
        throw data_error(std::move(problems));
    return table(std::move(columns));
}

}  // namespace
}  // namespace detail

table import_table(std::string_view table_name, ArrowArrayStream& stream, unsigned threads) {
    try {
        if (stream.release == nullptr)
            detail::refuse_malformed("a stream that was read before");
        detail::released_once<ArrowArrayStream> held(stream);
        return detail::read_table(*held, threads);
    } catch (data_error const& refusal) {
        std::vector<problem> problems = refusal.problems();
        for (problem& p : problems)
            p.table = table_name;
        throw data_error(std::move(problems));
    }
}

}  // namespace kaohe::inline v1
