#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include <kaohe/detail/row_index.hpp>

#include "../row_ranges.hpp"
#include "binder.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// Finds the number of a pair of staff member and object.
class pair_index {
  public:
    explicit pair_index(std::vector<subject> const& pairs) : pairs_(pairs), index_(pairs.size()) {
        for (std::uint32_t i = 0; i < pairs.size(); ++i)
            find_or_insert(pairs[i].staff, pairs[i].object, i);
    }

    /// The pair's number; `row_index::none` if there is none.
    std::uint32_t find(std::uint32_t staff, std::uint32_t object) const {
        return index_.find(hash(staff, object),
                           [&](std::uint32_t n) { return is(n, staff, object); });
    }
    std::uint32_t find_or_insert(std::uint32_t staff, std::uint32_t object, std::uint32_t fresh) {
        return index_.find_or_insert(hash(staff, object), fresh,
                                     [&](std::uint32_t n) { return is(n, staff, object); });
    }

  private:
    static std::uint64_t hash(std::uint32_t staff, std::uint32_t object) noexcept {
        return mix((std::uint64_t{staff} << 32) | object);
    }
    bool is(std::uint32_t n, std::uint32_t staff, std::uint32_t object) const noexcept {
        return pairs_[n].staff == staff && pairs_[n].object == object;
    }

    std::vector<subject> const& pairs_;
    row_index index_;
};

/// Finds the subject to which an event belongs, by whose it is and of what, if its day lies inside
/// the subject's span. Most objects are those of one subject: these are found without searching.
template <typename SpanOf>
class subject_finder {
  public:
    /// `keys` is how many numbers objects have, or, without objects, people; `span_of(i)` tells the
    /// span of subject i.
    subject_finder(std::vector<subject> const& subjects, std::size_t keys, SpanOf span_of)
        : only_(keys), span_of_(span_of) {
        bool found_several = false;
        for (std::uint32_t i = 0; i < subjects.size(); ++i) {
            interval_set const& span = span_of(i);
            if (span.empty())
                continue;
            entry& only = only_[key_of(subjects[i].staff, subjects[i].object)];
            bool const is_simple = only.number == row_index::none && span.size() == 1;
            only =
                is_simple ? entry{subjects[i].staff, i, *span.begin()} : entry{no_id, several, {}};
            found_several |= !is_simple;
        }
        if (found_several)
            pairs_.emplace(subjects);
    }

    /// The subject's number; `no_id` if there is none. `object` is `no_id` without objects.
    std::uint32_t find(std::uint32_t staff, std::uint32_t object, date day) const {
        entry const& only = only_[key_of(staff, object)];
        if (only.number != several)
            return only.staff == staff && only.days.contains(day) ? only.number : no_id;
        auto const i = pairs_->find(staff, object);
        return i != row_index::none && span_of_(i).contains(day) ? i : no_id;
    }

  private:
    static constexpr std::uint32_t several = row_index::none - 1;

    struct entry {
        std::uint32_t staff = no_id;
        std::uint32_t number = row_index::none;
        interval days{};
    };

    static std::uint32_t key_of(std::uint32_t staff, std::uint32_t object) noexcept {
        return object == no_id ? staff : object;
    }

    std::vector<entry> only_;
    SpanOf span_of_;
    std::optional<pair_index> pairs_;
};

/// Puts samples into groups by counting, without changing their order in each.
class grouping {
  public:
    /// `group_of(i)` tells the group of sample i, or `no_id`: it is in none; `kept` keeps its
    /// place, and serves one grouping after the other.
    template <typename GroupOf>
    grouping(std::size_t samples, std::size_t groups, unsigned threads, row_numbers& kept,
             GroupOf const& group_of)
        : ranges_(samples, std::min(threads, worthwhile(samples, groups))), places_(kept),
          starts_(groups + 1) {
        if (places_.size() < samples)
            places_ = row_numbers(samples, kept.get_allocator());
        std::vector<std::vector<std::uint32_t>> next(ranges_.count());  // place, by range and group
        ranges_.run([&](std::size_t range, std::size_t first, std::size_t last) {
            std::vector<std::uint32_t> counts(groups);
            for (std::size_t i = first; i < last; ++i) {
                auto const group = group_of(i);
                places_[i] = group;
                if (group != no_id)
                    ++counts[group];
            }
            next[range] = std::move(counts);
        });
        std::uint32_t start = 0;
        for (std::size_t group = 0; group < groups; ++group) {
            starts_[group] = start;
            for (auto& of_range : next)
                start += std::exchange(of_range[group], start);
        }
        starts_[groups] = start;
        ranges_.run([&](std::size_t range, std::size_t first, std::size_t last) {
            auto* const next_of = next[range].data();
            for (std::size_t i = first; i < last; ++i)
                if (auto& place = places_[i]; place != no_id)
                    place = next_of[place]++;
        });
    }

    /// Group g takes the places from `starts()[g]` to before `starts()[g + 1]`.
    std::vector<std::uint32_t> const& starts() const noexcept { return starts_; }

    /// Makes `cells` those of the groups: `cell_of(i)` of each sample i that is in one.
    template <typename Cells, typename CellOf>
    void place(Cells& cells, CellOf const& cell_of) const {
        constexpr std::size_t ahead = 32;  // memory is asked for a cell before it is written
        cells.resize(starts_.back());
        ranges_.run([&, to = cells.data(), places = places_.data()](std::size_t, std::size_t first,
                                                                    std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                if (i + ahead < last && places[i + ahead] != no_id)
                    __builtin_prefetch(to + places[i + ahead], 1);
                if (places[i] != no_id)
                    to[places[i]] = cell_of(i);
            }
        });
    }

  private:
    /// Each thread counts all groups.
    static unsigned worthwhile(std::size_t samples, std::size_t groups) noexcept {
        return static_cast<unsigned>(std::min<std::size_t>(samples / (groups + 1) + 1, 1'024));
    }

    row_ranges ranges_;
    row_numbers& places_;
    std::vector<std::uint32_t> starts_;
};

}  // namespace

void binder::see_subjects(bound_rule& r, bound_samples const& samples) const {
    auto const& objects = plan_.events.objects.find(*r.source->object)->second;
    std::vector<subject> pairs;
    pair_index index(pairs);
    for (auto const row : samples.rows.all()) {
        auto const staff = plan_.events.staff[row];
        auto const object = objects[row];
        if (staff == no_id || object == no_id ||
            !r.spans[staff].contains(date(r.day_of(plan_.events, row))))
            continue;
        auto const fresh = static_cast<std::uint32_t>(pairs.size());
        if (index.find_or_insert(staff, object, fresh) == fresh)
            pairs.push_back({staff, object});
    }
    std::sort(pairs.begin(), pairs.end(), [](subject const& a, subject const& b) {
        return std::tie(a.staff, a.object) < std::tie(b.staff, b.object);
    });
    r.subjects = std::move(pairs);
}

void binder::sort_by_kind() {
    auto const& kind = plan_.events.kind;
    auto const itself = [](std::size_t row) { return static_cast<std::uint32_t>(row); };
    if (plan_.kinds.size() == 1) {
        kind_rows_ = row_ranges(kind.size(), context_.threads)
                         .collect([&](std::size_t row) { return kind[row] == 0; }, itself,
                                  kind_rows_.get_allocator());
        kind_starts_ = {0, static_cast<std::uint32_t>(kind_rows_.size())};
        return;
    }
    grouping const by_kind(kind.size(), plan_.kinds.size(), context_.threads, places_,
                           [&](std::size_t row) { return kind[row]; });
    kind_starts_ = by_kind.starts();
    by_kind.place(kind_rows_, itself);
}

void binder::group(bound_rule& r, bound_samples const& samples) {
    bound_events const& all = plan_.events;
    auto const rows = samples.rows.all();
    auto const threads = context_.threads;
    bool const is_deadline = std::holds_alternative<deadline_window>(*r.source->when);
    row_numbers const* objects = nullptr;
    if (r.source->object)
        objects = &all.objects.find(*r.source->object)->second;
    std::size_t const keys =
        objects ? plan_.objects.find(*r.source->object)->second.size() : plan_.staff.size();
    std::vector<decimal> amounts;  // by sample
    if (auto const* total = std::get_if<sum>(&*r.source->what))
        if (column const* c = event_column(total->column))
            for (auto const row : rows)
                amounts.push_back(number_of("events", *c, row, checks()).value_or(decimal{}));

    auto const put = [&](grouping const& groups, auto const& sample_of) {
        grouped_events& to = r.events;
        to.starts = groups.starts();
        bool const keeps_rows = is_deadline || at("events").find("recorded");
        groups.place(to.days, [&](std::size_t i) { return r.day_of(all, rows[sample_of(i)]); });
        if (keeps_rows)
            groups.place(to.rows, [&](std::size_t i) { return rows[sample_of(i)]; });
        if (!samples.parts.empty())
            groups.place(to.parts, [&](std::size_t i) { return samples.parts[sample_of(i)]; });
        if (!samples.is_complete.empty())
            groups.place(to.complete,
                         [&](std::size_t i) { return samples.is_complete[sample_of(i)]; });
        std::partial_sum(to.complete.begin(), to.complete.end(), to.complete.begin());
        if (!amounts.empty())
            groups.place(to.amounts, [&](std::size_t i) { return amounts[sample_of(i)]; });
    };
    auto const itself = [](std::size_t i) { return i; };
    if (is_deadline) {
        auto const& group_of = objects ? *objects : all.staff;
        return put(grouping(rows.size(), keys, threads, places_,
                            [&](std::size_t i) { return group_of[rows[i]]; }),
                   itself);
    }
    subject_finder const subjects(
        r.subjects, keys, [&](std::uint32_t i) -> auto const& {
            return r.assigned_spans.empty() ? r.spans[r.subjects[i].staff] : r.assigned_spans[i];
        });
    if (r.source->team) {
        row_numbers group_of, sample_of;  // an event is that of many teams
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            auto const person = all.staff[rows[i]];
            date const day(r.day_of(all, rows[i]));
            if (person == no_id || !plan_.history.employed(person).contains(day))
                continue;
            plan_.history.for_line_from(person, day, [&](std::uint32_t who) {
                auto const group = subjects.find(who, no_id, day);
                if (group == no_id)
                    return;
                group_of.push_back(group);
                sample_of.push_back(i);
            });
        }
        return put(grouping(group_of.size(), r.subjects.size(), threads, places_,
                            [&](std::size_t i) { return group_of[i]; }),
                   [&](std::size_t i) { return sample_of[i]; });
    }
    put(grouping(rows.size(), r.subjects.size(), threads, places_,
                 [&](std::size_t i) {
                     auto const row = rows[i];
                     auto const staff = all.staff[row];
                     auto const object = objects ? (*objects)[row] : no_id;
                     bool const belongs = staff != no_id && (!objects || object != no_id);
                     return belongs ? subjects.find(staff, object, date(r.day_of(all, row)))
                                    : no_id;
                 }),
        itself);
}

}  // namespace kaohe::inline v1::detail
