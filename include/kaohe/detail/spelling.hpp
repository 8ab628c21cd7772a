#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace kaohe::inline v1::detail {

/// How many single-letter insertions, deletions and replacements turn `a` into `b` (bytes).
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1,
                               diagonal + static_cast<std::size_t>(a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// The candidate nearest in spelling, or nothing where none is near (over a third of the letters
/// differ, two at least allowed). Ties: the first.
template <typename Candidates>
std::string nearest(std::string_view word, Candidates const& candidates) {
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (auto const& candidate : candidates) {
        std::string_view const text(candidate);
        std::size_t const distance = edit_distance(word, text);
        if (distance < best_distance) {
            best_distance = distance;
            best = std::string(text);
        }
    }
    return best;
}

}  // namespace kaohe::inline v1::detail
