#include <kaohe/data/fingerprint.hpp>

#include <algorithm>
#include <variant>
#include <vector>

#include <kaohe/detail/sha256.hpp>

namespace kaohe::inline v1 {
namespace {

void add_text(detail::sha256& hash, std::string_view text) {
    hash.add(static_cast<std::uint32_t>(text.size() + 1));
    hash.add(text);
}

void add_cell(detail::sha256& hash, column const& c, std::size_t row) {
    if (c.is_null(row)) {
        hash.add(std::uint32_t{0});
    } else if (auto const* text = std::get_if<text_cells>(&c.cells())) {
        add_text(hash, text->values[text->codes.empty() ? row : text->codes[row]]);
    } else {
        add_text(hash, c.text_of(row));
    }
}

void add(detail::sha256_digest& sum, detail::sha256_digest const& digest) {
    std::uint64_t carried = 0;
    for (std::size_t i = sum.size(); i-- > 0;) {
        carried += std::uint64_t{sum[i]} + digest[i];
        sum[i] = static_cast<std::uint32_t>(carried);
        carried >>= 32;
    }
}

}  // namespace

std::string fingerprint(table const& content) {
    std::vector<column const*> columns;
    for (column const& c : content.columns())
        columns.push_back(&c);
    std::sort(columns.begin(), columns.end(),
              [](column const* a, column const* b) { return a->name() < b->name(); });

    detail::sha256_digest rows{};
    for (std::size_t row = 0; row < content.rows(); ++row) {
        detail::sha256 hash;
        for (column const* c : columns)
            add_cell(hash, *c, row);
        add(rows, hash.finish());
    }

    detail::sha256 hash;
    for (column const* c : columns)
        add_text(hash, c->name());
    hash.add(std::uint64_t{content.rows()});
    for (std::uint32_t const word : rows)
        hash.add(word);
    return detail::to_hex(hash.finish());
}

}  // namespace kaohe::inline v1
