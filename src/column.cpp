#include <kaohe/data/column.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <type_traits>

#include <kaohe/time/instant.hpp>

namespace kaohe::inline v1 {
namespace {

struct counter {
    std::size_t operator()(text_cells const& text) const noexcept {
        return text.codes.empty() ? text.values.size() : text.codes.size();
    }
    std::size_t operator()(auto const& plain) const noexcept { return plain.values.size(); }
};

std::string instant_text(std::int64_t microseconds, bool zoned) {
    date const day = date_of(microseconds);
    std::int64_t rest = microseconds % microseconds_per_day;
    rest += rest < 0 ? microseconds_per_day : 0;
    std::int64_t const seconds = rest / microseconds_per_second;
    std::int64_t const fraction = rest % microseconds_per_second;

    std::string text = to_string(day) + 'T' + detail::padded(static_cast<int>(seconds / 3600), 2) +
                       ':' + detail::padded(static_cast<int>(seconds / 60 % 60), 2) + ':' +
                       detail::padded(static_cast<int>(seconds % 60), 2);
    if (fraction != 0) {
        std::string digits = detail::padded(static_cast<int>(fraction), 6);
        text += '.' + digits.substr(0, digits.find_last_not_of('0') + 1);
    }
    return zoned ? text + 'Z' : text;
}

struct cell_printer {
    std::size_t row;

    std::string operator()(text_cells const& text) const {
        return std::string(text.codes.empty() ? text.values[row] : text.values[text.codes[row]]);
    }
    std::string operator()(integer_cells const& cells) const {
        return std::to_string(cells.values[row]);
    }
    std::string operator()(decimal_cells const& cells) const {
        return to_string(cells.values[row]);
    }
    std::string operator()(boolean_cells const& cells) const {
        return cells.values[row] != 0 ? "true" : "false";
    }
    std::string operator()(date_cells const& cells) const { return to_string(cells.values[row]); }
    std::string operator()(instant_cells const& cells) const {
        return instant_text(cells.values[row], cells.zoned);
    }
};

template <typename Cell>
std::vector<std::uint8_t> present_of(std::vector<std::optional<Cell>> const& cells) {
    std::vector<std::uint8_t> present(cells.size());
    std::transform(cells.begin(), cells.end(), present.begin(),
                   [](auto const& cell) { return static_cast<std::uint8_t>(cell.has_value()); });
    bool const complete = std::find(present.begin(), present.end(), 0) == present.end();
    return complete ? std::vector<std::uint8_t>{} : present;
}

template <typename Cell>
auto values_of(std::vector<std::optional<Cell>> const& cells) {
    std::conditional_t<std::is_same_v<Cell, date>, detail::raw_vector<Cell>, std::vector<Cell>>
        values(cells.size());
    std::transform(cells.begin(), cells.end(), values.begin(),
                   [](auto const& cell) { return cell.value_or(Cell{}); });
    return values;
}

}  // namespace

column::column(std::string name, cells_type cells, std::vector<std::uint8_t> present)
    : name_(std::move(name)), cells_(std::move(cells)), present_(std::move(present)) {
    if (!present_.empty() && present_.size() != size())
        throw std::invalid_argument("column '" + name_ + "' marks more or fewer cells than it has");
    auto const* text = std::get_if<text_cells>(&cells_);
    if (text != nullptr &&
        std::any_of(text->codes.begin(), text->codes.end(),
                    [&](std::uint32_t code) { return code >= text->values.size(); }))
        throw std::invalid_argument("column '" + name_ + "' has a code without a text");
}

std::size_t column::size() const noexcept {
    return std::visit(counter{}, cells_);
}

std::string_view column::type_name() const noexcept {
    static constexpr std::array<std::string_view, std::variant_size_v<cells_type>> names{
        "text", "integer", "decimal", "boolean", "date", "instant"};
    return names[cells_.index()];
}

std::string column::text_of(std::size_t row) const {
    return is_null(row) ? std::string{} : std::visit(cell_printer{row}, cells_);
}

column text_column(std::string name, std::vector<std::optional<std::string>> const& cells) {
    auto const copy = std::make_shared<std::vector<std::string> const>(values_of(cells));
    text_cells text{{copy->begin(), copy->end()}, {}, {copy}};
    return {std::move(name), std::move(text), present_of(cells)};
}

column date_column(std::string name, std::vector<std::optional<date>> const& cells) {
    return {std::move(name), date_cells{values_of(cells)}, present_of(cells)};
}

column integer_column(std::string name, std::vector<std::int64_t> cells) {
    return {std::move(name), integer_cells{std::move(cells)}};
}

column decimal_column(std::string name, std::vector<std::optional<decimal>> const& cells) {
    return {std::move(name), decimal_cells{values_of(cells)}, present_of(cells)};
}

}  // namespace kaohe::inline v1
