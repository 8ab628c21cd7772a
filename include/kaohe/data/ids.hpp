#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kaohe/detail/int128.hpp>
#include <kaohe/detail/row_index.hpp>

namespace kaohe::inline v1 {

/// What stands for "no id" (an empty cell).
inline constexpr std::uint32_t no_id = detail::row_index::none;

namespace detail {

/// Tells texts of up to 16 bytes apart, and longer ones nearly always.
struct text_key {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint64_t size = 0;  ///< in bytes
    std::uint64_t hash = 0;

    text_key() = default;
    explicit text_key(std::string_view text) noexcept : size(text.size()) {
        char const* const end = text.data() + text.size();
        if (text.size() > longest) {
            head = std::hash<std::string_view>{}(text);
            tail = load<std::uint64_t>(end - 8);
        } else if (text.size() >= 8) {
            head = load<std::uint64_t>(text.data());
            tail = load<std::uint64_t>(end - 8);
        } else if (text.size() >= 4) {
            head = load<std::uint32_t>(text.data());
            tail = load<std::uint32_t>(end - 4);
        } else if (!text.empty()) {
            head = load<std::uint8_t>(text.data());
            tail = std::uint64_t{load<std::uint8_t>(text.data() + text.size() / 2)} << 8 |
                   load<std::uint8_t>(end - 1);
        }
        auto const product =
            uint128{head ^ 0x9e3779b97f4a7c15ull} * ((tail + size) ^ 0xd6e8feb86659fd93ull);
        hash = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }

    /// Whether texts with this key are the same text.
    bool is_whole() const noexcept { return size <= longest; }
    std::uint32_t tag() const noexcept { return static_cast<std::uint32_t>(hash >> 32); }
    bool operator==(text_key const& other) const noexcept {
        return head == other.head && tail == other.tail && size == other.size;
    }

  private:
    static constexpr std::size_t longest = 16;

    template <typename Bytes>
    static Bytes load(char const* from) noexcept {
        Bytes bytes;
        std::memcpy(&bytes, from, sizeof bytes);
        return bytes;
    }
};

}  // namespace detail

/// Texts as dense numbers 0, 1, 2, … in order of arrival; `sort` renumbers them by their bytes, so
/// that the order of numbers is the order of ids in every output.
class id_index {
  public:
    using key = detail::text_key;

    /// The id's number, a new one where it was not known. The text is copied.
    std::uint32_t intern(std::string_view id) { return intern(key(id), id); }
    std::uint32_t intern(key const& k, std::string_view id) {
        if (keys_.size() * 4 >= slots_.size())
            grow();
        slot& found = slots_[position(k, id)];
        if (found.number == no_id) {
            found = {k.tag(), size()};
            keys_.push_back(k);
            names_.emplace_back(id);
        }
        return found.number;
    }

    /// The id's number, or `no_id`.
    std::uint32_t find(std::string_view id) const { return find(key(id), id); }
    std::uint32_t find(key const& k, std::string_view id) const {
        return slots_.empty() ? no_id : slots_[position(k, id)].number;
    }

    /// Tells that the id with this key is soon asked for.
    void prefetch(key const& k) const noexcept {
        if (!slots_.empty())
            __builtin_prefetch(&slots_[k.hash & (slots_.size() - 1)]);
    }

    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(keys_.size()); }
    std::string const& operator[](std::uint32_t number) const noexcept { return names_[number]; }

    /// Renumbers by bytes; answers the new number of each old one.
    std::vector<std::uint32_t> sort() {
        std::vector<std::uint32_t> order(names_.size());
        std::iota(order.begin(), order.end(), 0u);
        if (std::is_sorted(names_.begin(), names_.end()))
            return order;
        std::sort(order.begin(), order.end(),
                  [&](auto a, auto b) { return names_[a] < names_[b]; });
        std::vector<std::uint32_t> renumbered(order.size());
        id_index sorted;
        for (auto old : order)
            renumbered[old] = sorted.intern(names_[old]);
        *this = std::move(sorted);
        return renumbered;
    }

  private:
    struct slot {
        std::uint32_t tag = 0;  ///< a part of the key's hash
        std::uint32_t number = no_id;
    };

    /// Where the id is, or where it would be put.
    std::size_t position(key const& k, std::string_view id) const {
        std::size_t const last = slots_.size() - 1;
        for (std::size_t at = k.hash & last;; at = (at + 1) & last) {
            slot const& s = slots_[at];
            if (s.number == no_id || (s.tag == k.tag() && keys_[s.number] == k &&
                                      (k.is_whole() || names_[s.number] == id)))
                return at;
        }
    }

    void grow() {
        slots_.assign(std::max<std::size_t>(slots_.size() * 2, 16), slot{});
        for (std::uint32_t number = 0; number < size(); ++number)
            slots_[position(keys_[number], names_[number])] = {keys_[number].tag(), number};
    }

    std::deque<std::string> names_;
    std::vector<key> keys_;    ///< of the names
    std::vector<slot> slots_;  ///< a power of two, a quarter full at most
};

}  // namespace kaohe::inline v1
