#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include <kaohe/data/ids.hpp>
#include <kaohe/detail/row_index.hpp>
#include <kaohe/result/frame.hpp>

#include "judge.hpp"

namespace kaohe::inline v1::detail {

/// What a verdict says of its window.
struct verdict_cells {
    double observed = number_cells::null;
    double required = number_cells::null;
    double attainment = number_cells::null;
    std::int8_t status = 0;
    std::int8_t reason = name_cells::null;

    verdict_cells() = default;
    verdict_cells(window_facts const& facts, observation const& seen, ruling const& r) {
        if (!seen.empty)
            observed = seen.value.to_double();
        if (facts.required)
            required = facts.required->to_double();
        attain(r.attainment);
        status = static_cast<std::int8_t>(r.status);
        if (r.reason != excuse::none)
            reason = static_cast<std::int8_t>(r.reason);
    }

    /// In 10⁻⁹; −1: null.
    void attain(std::int64_t billionths) {
        attainment = billionths < 0 ? number_cells::null : static_cast<double>(billionths) / 1e9;
    }
};

/// The day as a cell.
inline std::int32_t cell_of(std::optional<date> const& day) noexcept {
    return day ? day->days() : day_cells::null;
}

/// Whose a row is. Numbers of the plan; `no_id` is −1 here, as null is in the tables.
struct row_owner {
    std::uint32_t staff = no_id;
    std::uint32_t object = no_id;
    std::uint32_t trigger = no_id;  ///< row of the events table
};

/// Numbers of the cells that rows share: how many, or which come first.
struct cell_numbers {
    std::uint32_t subject = 0;
    std::uint32_t window = 0;
    std::uint32_t outcome = 0;

    friend constexpr cell_numbers operator+(cell_numbers a, cell_numbers b) noexcept {
        return {a.subject + b.subject, a.window + b.window, a.outcome + b.outcome};
    }
};

/// Verdicts while they are made, in the cells of the verdict table: several threads may write rows
/// of their own. Rows in output order. A row picks shared cells, or those of a window or an outcome
/// of its own; behind the shared ones there is room for one of each a row.
class verdict_rows {
  public:
    verdict_rows() = default;
    /// Rows without cells until they are put, in memory of a store. `has_triggers`: some subjects
    /// have one.
    verdict_rows(std::shared_ptr<memory_store> const& store, cell_numbers shared, std::size_t rows,
                 bool has_triggers, bool has_own_windows)
        : shared_(shared) {
        auto const make = [&]<typename Cell>(raw_vector<Cell>& cells, std::size_t size) {
            cells = raw_vector<Cell>(size, raw_allocator<Cell>(store));
        };
        for (auto* picks : {&subject, &window, &outcome})
            make(*picks, rows);
        make(decided, rows);
        make(staff, shared.subject);
        make(object, shared.subject);
        make(trigger, has_triggers ? shared.subject : 0);
        auto const windows = shared.window + (has_own_windows ? rows : 0);
        make(from, windows);
        make(to, windows);
        auto const outcomes = shared.outcome + rows;
        make(status, outcomes);
        make(reason, outcomes);
        for (auto* cells : {&observed, &required, &attainment})
            make(*cells, outcomes);
    }

    std::size_t size() const noexcept { return decided.size(); }

    row_owner owner(std::size_t row) const noexcept {
        auto const i = subject[row];
        return {static_cast<std::uint32_t>(staff[i]), static_cast<std::uint32_t>(object[i]),
                trigger.empty() ? no_id : static_cast<std::uint32_t>(trigger[i])};
    }
    interval window_of(std::size_t row) const noexcept {
        return {date(from[window[row]]), date(to[window[row]])};
    }
    enum status status_of(std::size_t row) const noexcept {
        return static_cast<enum status>(status[outcome[row]]);
    }
    verdict_cells cells_of(std::size_t row) const noexcept { return outcome_of(outcome[row]); }
    /// The cells of an outcome by its number.
    verdict_cells outcome_of(std::size_t i) const noexcept {
        verdict_cells cells;
        cells.observed = observed[i];
        cells.required = required[i];
        cells.attainment = attainment[i];
        cells.status = status[i];
        cells.reason = reason[i];
        return cells;
    }

    void set_subject(std::uint32_t number, row_owner const& whose) {
        staff[number] = static_cast<std::int32_t>(whose.staff);
        object[number] = static_cast<std::int32_t>(whose.object);
        if (!trigger.empty())
            trigger[number] = static_cast<std::int32_t>(whose.trigger);
    }
    void set_window(std::size_t number, interval days) {
        from[number] = days.from.days();
        to[number] = days.to.days();
    }
    void set_outcome(std::size_t number, verdict_cells const& cells) {
        observed[number] = cells.observed;
        required[number] = cells.required;
        attainment[number] = cells.attainment;
        status[number] = cells.status;
        reason[number] = cells.reason;
    }

    /// The number of the room for a row's own window.
    std::uint32_t own_window(std::size_t row) const noexcept {
        return shared_.window + static_cast<std::uint32_t>(row);
    }
    /// The first of so many rooms for outcomes, at most one a row, which are taken for the caller;
    /// several threads may.
    std::uint32_t take_outcomes(std::uint32_t count) noexcept {
        return shared_.outcome + std::atomic_ref(taken_).fetch_add(count);
    }

    void put(std::size_t row, std::uint32_t whose, std::uint32_t when, std::uint32_t what,
             std::int32_t decided_on) {
        subject[row] = whose;
        window[row] = when;
        outcome[row] = what;
        decided[row] = decided_on;
    }
    cell_picks subject;
    raw_vector<std::int32_t> staff;
    raw_vector<std::int32_t> object;
    raw_vector<std::int32_t> trigger;  ///< empty where no rule has one
    cell_picks window;
    raw_vector<std::int32_t> from;
    raw_vector<std::int32_t> to;
    cell_picks outcome;
    raw_vector<std::int8_t> status;
    raw_vector<std::int8_t> reason;
    raw_vector<double> observed;
    raw_vector<double> required;
    raw_vector<double> attainment;
    raw_vector<std::int32_t> decided;

  private:
    cell_numbers shared_;
    std::uint32_t taken_ = 0;
};

/// Numbers the own outcomes of some rows, those that are alike as one as far as it remembers them,
/// so that few rooms are used.
class own_outcomes {
  public:
    own_outcomes(verdict_rows& rows, std::size_t how_many_rows)
        : rows_(rows), left_(static_cast<std::uint32_t>(how_many_rows)), known_(size) {}

    std::uint32_t number_of(verdict_cells const& cells) {
        bits const key{std::bit_cast<std::uint64_t>(cells.observed),
                       std::bit_cast<std::uint64_t>(cells.required),
                       std::bit_cast<std::uint64_t>(cells.attainment),
                       static_cast<std::uint64_t>(cells.status * 256 + cells.reason)};
        auto& found = known_[mix(key[0] ^ mix(key[1] ^ mix(key[2] ^ key[3]))) % size];
        if (found.number == none || found.key != key) {
            if (next_ == end_) {
                auto const more = std::min(left_, chunk);
                next_ = rows_.take_outcomes(more);
                end_ = next_ + more;
                left_ -= more;
            }
            found = {key, next_++};
            rows_.set_outcome(found.number, cells);
        }
        return found.number;
    }

  private:
    static constexpr std::size_t size = 1024;
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    using bits = std::array<std::uint64_t, 4>;
    struct entry {
        bits key{};
        std::uint32_t number = none;
    };

    static constexpr std::uint32_t chunk = 256;

    verdict_rows& rows_;
    std::uint32_t left_;
    std::uint32_t next_ = 0;
    std::uint32_t end_ = 0;
    std::vector<entry> known_;
};

/// Verdicts of a rolling rule whose number is not known beforehand. Their `decided` is the first
/// day of the window, of those that are judged. What rows share is not repeated, since memory is
/// what they wait for.
struct joined_rows {
    struct row {
        /// The number among the rule's shared ones, with `attains` where the attainment is the next
        /// of `attainments`; `own`: the next of `outcomes`.
        std::uint32_t outcome;
        interval window;
    };
    static constexpr std::uint32_t own = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::uint32_t attains = std::uint32_t{1} << 31;

    std::uint32_t first_subject = 0;
    std::vector<std::size_t> ends;  ///< behind which row each subject's end
    raw_vector<row> rows;
    raw_vector<std::int64_t> attainments;  ///< in 10⁻⁹
    std::vector<verdict_cells> outcomes;
};

}  // namespace kaohe::inline v1::detail
