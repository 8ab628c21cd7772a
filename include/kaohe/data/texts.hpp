#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace kaohe::inline v1 {

/// Texts by number, 0, 1, 2, … They point into memory that others keep: each to a place of its own,
/// or, in runs, one after the other as Arrow lays them out, which takes no memory here.
class text_list {
  public:
    /// Adjoining texts: text i is what lies in `bytes` from `starts[i]` up to `starts[i + 1]`. The
    /// starts are 4 bytes wide, or 8, need not be aligned, and never fall.
    struct run {
        char const* starts = nullptr;
        char const* bytes = nullptr;  ///< may be null where all texts are empty
        std::size_t size = 0;
        bool is_wide = false;
        std::size_t first = 0;  ///< the number in the list of its text 0; set by the list

        std::string_view operator[](std::size_t i) const noexcept {
            return is_wide ? text<std::int64_t>(i) : text<std::int32_t>(i);
        }

      private:
        template <typename Start>
        std::string_view text(std::size_t i) const noexcept {
            Start ends[2];
            std::memcpy(ends, starts + i * sizeof(Start), sizeof ends);
            return ends[0] == ends[1]
                       ? std::string_view{}
                       : std::string_view(bytes + ends[0],
                                          static_cast<std::size_t>(ends[1] - ends[0]));
        }
    };

    /// Tells texts by number, fastest where each lies near the one before.
    class reader {
      public:
        explicit reader(text_list const& all) noexcept
            : all_(&all), each_(all.runs_.empty() ? all.each_.data() : nullptr) {}

        std::string_view operator()(std::size_t i) noexcept {
            if (each_ != nullptr)
                return each_[i];
            if (i - run_.first >= run_.size)
                run_ = all_->run_of(i);
            return run_[i - run_.first];
        }

      private:
        text_list const* all_;
        std::string_view const* each_;
        run run_{};
    };

    text_list() = default;
    text_list(std::initializer_list<std::string_view> each) : each_(each) {}
    text_list(std::vector<std::string_view> each) : each_(std::move(each)) {}
    template <typename Iterator>
    text_list(Iterator first, Iterator last) : each_(first, last) {}

    /// Adds a text; only where there are no runs.
    void push_back(std::string_view text) { each_.push_back(text); }
    /// Adds a run; only where there are no single texts. One without texts adds nothing.
    void push_back(run texts) {
        texts.first = size();
        if (texts.size != 0)
            runs_.push_back(texts);
    }
    void reserve(std::size_t texts) { each_.reserve(texts); }

    std::size_t size() const noexcept {
        return runs_.empty() ? each_.size() : runs_.back().first + runs_.back().size;
    }
    bool empty() const noexcept { return size() == 0; }
    std::string_view operator[](std::size_t i) const noexcept { return reader(*this)(i); }

  private:
    run const& run_of(std::size_t i) const noexcept {
        return *std::prev(std::upper_bound(
            runs_.begin(), runs_.end(), i,
            [](std::size_t number, run const& texts) { return number < texts.first; }));
    }

    std::vector<std::string_view> each_;
    std::vector<run> runs_;
};

}  // namespace kaohe::inline v1
