#include <kaohe/policy/column_meaning.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace kaohe::inline v1::detail {
namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || is_upper(c);
}

/// The Latin words of a name, in lower case: of `visitLocation`, `VISIT_LOCATION` or
/// `visit.location` both.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    bool goes_on = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        char const c = name[i];
        bool const is_hump =
            is_upper(c) && i > 0 && is_latin(name[i - 1]) && !is_upper(name[i - 1]);
        if (!is_latin(c) || is_hump)
            goes_on = false;
        if (!is_latin(c))
            continue;
        if (!goes_on)
            words.emplace_back();
        words.back() += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
        goes_on = true;
    }
    return words;
}

template <typename Words>
bool has_word(std::vector<std::string> const& words, Words const& wanted) {
    return std::any_of(words.begin(), words.end(), [&](std::string const& word) {
        return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
    });
}

template <typename Parts>
bool has_part(std::string_view name, Parts const& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    });
}

constexpr std::array<std::string_view, 19> places{
    "location",    "locations",  "latitude",    "longitude", "lat",         "lng",    "lon",
    "gps",         "geo",        "geohash",     "geofence",  "geolocation", "latlng", "latlon",
    "coordinates", "coordinate", "whereabouts", "address",   "addresses"};
constexpr std::array<std::string_view, 9> places_in_chinese{"位置", "定位", "经度", "纬度", "地址",
                                                            "坐标", "轨迹", "行踪", "地点"};
constexpr std::array<std::string_view, 4> no_places{"email", "mail", "web", "url"};
constexpr std::array<std::string_view, 4> no_places_in_chinese{"邮", "网址", "网络地址", "主页"};
constexpr std::array<std::string_view, 2> suggestions{"suggestion", "suggestions"};
constexpr std::array<std::string_view, 9> of_making{"suggestion", "suggestions", "box",
                                                    "made",       "filed",       "submitted",
                                                    "dropped",    "posted",      "received"};
constexpr std::array<std::string_view, 2> suggestions_in_chinese{"建议", "意见"};
constexpr std::array<std::string_view, 7> answers_in_chinese{"答",   "回复", "处理", "采纳",
                                                             "反馈", "办理", "阅"};
constexpr std::array<std::string_view, 12> authors{
    "staff",  "author",    "from",      "from_staff", "sender",       "proposer",
    "writer", "submitter", "suggester", "made_by",    "suggested_by", "submitted_by"};
constexpr std::array<std::string_view, 6> authors_in_chinese{"作者",   "提出人", "建议人",
                                                             "提交人", "署名",   "发件人"};
constexpr std::array<std::string_view, 2> currencies{"currency", "currencies"};
constexpr std::array<std::string_view, 2> currencies_in_chinese{"币种", "货币"};

}  // namespace

bool tells_location(std::string_view column) {
    auto const words = words_of(column);
    bool const is_named = has_word(words, places) || has_part(column, places_in_chinese);
    return is_named && !has_word(words, no_places) && !has_part(column, no_places_in_chinese);
}

bool is_suggestion(std::string_view kind) {
    auto const words = words_of(kind);
    if (words.empty())
        return has_part(kind, suggestions_in_chinese) && !has_part(kind, answers_in_chinese);
    return has_word(words, suggestions) &&
           std::all_of(words.begin(), words.end(), [](std::string const& word) {
               return std::find(of_making.begin(), of_making.end(), word) != of_making.end();
           });
}

bool names_author(std::string_view column) {
    std::string name;
    for (auto const& word : words_of(column))
        name += (name.empty() ? "" : "_") + word;
    return std::find(authors.begin(), authors.end(), name) != authors.end() ||
           has_part(column, authors_in_chinese);
}

bool names_currency(std::string_view column) {
    return has_word(words_of(column), currencies) || has_part(column, currencies_in_chinese);
}

}  // namespace kaohe::inline v1::detail
