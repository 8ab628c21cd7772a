#include "arrow_type.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace kaohe::inline v1::detail {
namespace {

using layout = arrow_type::layout;

constexpr std::array<std::pair<std::string_view, layout>, 17> plain_formats{{
    {"n", layout::null},
    {"b", layout::boolean},
    {"c", layout::int8},
    {"C", layout::uint8},
    {"s", layout::int16},
    {"S", layout::uint16},
    {"i", layout::int32},
    {"I", layout::uint32},
    {"l", layout::int64},
    {"L", layout::uint64},
    {"f", layout::float32},
    {"g", layout::float64},
    {"u", layout::utf8},
    {"U", layout::large_utf8},
    {"vu", layout::utf8_view},
    {"tdD", layout::date32},
    {"tdm", layout::date64},
}};

/// Names of types by how their formats begin; the first that fits.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> names{{
    {"e", "float16"},
    {"z", "binary"},
    {"Z", "binary"},
    {"vz", "binary"},
    {"w:", "fixed-size binary"},
    {"tts", "time of day"},
    {"ttm", "time of day"},
    {"ttu", "time of day"},
    {"ttn", "time of day"},
    {"tD", "duration"},
    {"ti", "interval"},
    {"+l", "list"},
    {"+L", "list"},
    {"+vl", "list"},
    {"+vL", "list"},
    {"+w", "list"},
    {"+s", "struct"},
    {"+m", "map"},
    {"+u", "union"},
    {"+r", "run-end encoded"},
}};

std::optional<int> take_number(std::string_view& text) {
    int number = 0;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{})
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty() && text.front() == ',')
        text.remove_prefix(1);
    return number;
}

/// The rest of `ts`: the letter of the unit, a colon, and the zone.
std::optional<arrow_type> parse_timestamp_format(std::string_view rest) {
    constexpr std::array<std::pair<char, std::int64_t>, 4> units{
        {{'s', 1}, {'m', 1'000}, {'u', 1'000'000}, {'n', 1'000'000'000}}};
    if (rest.size() < 2 || rest[1] != ':')
        return std::nullopt;
    for (auto const& [letter, per_second] : units)
        if (rest.front() == letter)
            return arrow_type{layout::timestamp, per_second, rest.size() > 2, 0};
    return std::nullopt;
}

/// The rest of `d:`: precision, scale and, unless it is 128, the width in bits.
std::optional<arrow_type> parse_decimal_format(std::string_view rest) {
    constexpr int most_places = 38;
    auto const precision = take_number(rest);
    auto const scale = take_number(rest);
    auto const width = rest.empty() ? std::optional<int>(128) : take_number(rest);
    if (!precision || !scale || !width || !rest.empty() || *scale < -most_places ||
        *scale > most_places)
        return std::nullopt;
    if (*width == 32)
        return arrow_type{layout::decimal32, 1, false, *scale};
    if (*width == 64)
        return arrow_type{layout::decimal64, 1, false, *scale};
    if (*width == 128)
        return arrow_type{layout::decimal128, 1, false, *scale};
    return std::nullopt;
}

}  // namespace

std::optional<arrow_type> parse_arrow_format(std::string_view format) {
    auto const plain = std::find_if(plain_formats.begin(), plain_formats.end(),
                                    [&](auto const& each) { return each.first == format; });
    if (plain != plain_formats.end())
        return arrow_type{plain->second, 1, false, 0};
    if (format.substr(0, 2) == "ts")
        return parse_timestamp_format(format.substr(2));
    if (format.substr(0, 2) == "d:")
        return parse_decimal_format(format.substr(2));
    return std::nullopt;
}

std::string arrow_type_name(std::string_view format) {
    for (auto const& [beginning, name] : names)
        if (format.substr(0, beginning.size()) == beginning)
            return std::string(name);
    if (format.substr(0, 2) == "d:")
        return "decimal(" + std::string(format.substr(2)) + ")";
    return std::string(format);
}

}  // namespace kaohe::inline v1::detail
