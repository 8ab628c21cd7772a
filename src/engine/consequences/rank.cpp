#include <algorithm>
#include <map>
#include <tuple>

#include <kaohe/time/span.hpp>

#include "facts.hpp"

namespace kaohe::inline v1::detail {
namespace {

/// One person in one ranked period.
struct place {
    std::uint32_t staff = no_id;
    std::string_view cohort;
    std::int64_t periods = 0;
    std::int64_t scored = 0;
    std::int64_t silent = 0;
    bool failed = false;
    int128 total = 0;
    std::int64_t score = 0;
    std::int64_t rank = 0;
};

std::int32_t spare_code(std::string_view why) {
    auto const found = std::find(spare_names.begin(), spare_names.end(), why);
    return why.empty() ? coded_cells::null : static_cast<std::int32_t>(found - spare_names.begin());
}

/// Who is in the last places, and why each of them is spared (an empty text: flagged).
class bottom_places {
  public:
    bottom_places(consequence_context const& c, bound_ranking const& bound,
                  std::vector<place> const& ranked, date end)
        : context_(c), bound_(bound), ranking_(*bound.source), ranked_(ranked), end_(end) {
        std::vector<std::int64_t> ranks;
        for (place const& each : ranked)
            ranks.push_back(each.rank);
        cut_ = cut_of(*bound.source, ranks);
    }

    bool takes(std::size_t i) const {
        return i + static_cast<std::size_t>(cut_.last_places) >= ranked_.size() ||
               ranked_[i].rank == cut_.tied_rank;
    }

    std::string spared(std::size_t i) const {
        place const& who = ranked_[i];
        plan const& p = context_.bound;
        if (static_cast<std::int64_t>(ranked_.size()) < ranking_.min_cohort)
            return "min_cohort";
        if (!ranking_.silent_ranks && who.silent == who.periods)
            return "silent";
        if (!ranking_.ties_include && who.rank == cut_.tied_rank)
            return "tie";
        if (auto const tenured = tenured_on(p, bound_, who.staff, end_); tenured && *tenured > end_)
            return "tenure";
        if (p.protected_days[who.staff].contains(end_))
            return "protected";
        if (ranking_.spare_passed && !who.failed)
            return "passed";
        return {};
    }

  private:
    consequence_context const& context_;
    bound_ranking const& bound_;
    ranking const& ranking_;
    std::vector<place> const& ranked_;
    date end_;
    ranking_cut cut_;
};

}  // namespace

ranking_cut cut_of(ranking const& r, std::vector<std::int64_t> const& ranks) {
    ranking_cut found;
    auto const size = static_cast<std::int64_t>(ranks.size());
    found.last_places = static_cast<std::int64_t>(
        r.bottom_is_percentage ? r.bottom.units() * size / (int128{decimal::scale} * 100)
                               : std::min<int128>(r.bottom.units() / decimal::scale, size));
    if (found.last_places > 0 && found.last_places < size) {
        auto const first = static_cast<std::size_t>(size - found.last_places);
        if (ranks[first - 1] == ranks[first])
            found.tied_rank = ranks[first];
    }
    return found;
}

staff_row const* last_row(staff_history const& history, std::uint32_t person, date end) {
    interval_set const& employed = history.employed(person);
    auto const later = std::partition_point(employed.begin(), employed.end(),
                                            [&](interval const& days) { return days.from <= end; });
    return later == employed.begin() ? nullptr : history.on(person, std::min((later - 1)->to, end));
}

std::optional<date> tenured_on(plan const& p, bound_ranking const& bound, std::uint32_t person,
                               date end) {
    staff_row const* row = last_row(p.history, person, end);
    if (!row || row->joined == open_start || !bound.source->min_tenure)
        return std::nullopt;
    policy const& version = *bound.version.source;
    return due(row->joined, *bound.source->min_tenure, version.holidays, version.units);
}

void rank(consequence_context const& c, bound_ranking const& bound, std::int32_t code,
          std::vector<assessment_rows> const& assessments, ranking_table& rows,
          std::vector<std::string>& cohort_names, std::vector<recommendation>& recommended) {
    plan const& p = c.bound;
    ranking const& r = *bound.source;
    std::map<date, std::vector<place>> periods;  // by first day; people in order
    for (auto const& assessment : assessments) {
        if (assessment.id != r.of)
            continue;
        for (auto const& row : assessment.rows) {
            interval const period = p.source->units.window_of(row.period.to, r.each);
            if (period.to > c.seen.as_of || !bound.version.in_force.contains(period.from))
                continue;
            auto& people = periods[period.from];
            if (people.empty() || people.back().staff != row.staff)
                people.emplace_back().staff = row.staff;
            place& who = people.back();
            ++who.periods;
            who.silent += row.silent;
            who.failed = who.failed || row.status == outcome::failed;
            if (row.score) {
                ++who.scored;
                who.total += *row.score;
            }
        }
    }

    for (auto& [from, people] : periods) {
        interval const period = p.source->units.window_of(from, r.each);
        std::map<std::string_view, std::vector<place>> cohorts;
        for (place& who : people) {
            staff_row const* row = last_row(p.history, who.staff, period.to);
            who.cohort = row ? std::string_view(bound.cohorts[row->table_row]) : "";
            if (who.scored > 0)
                who.score = static_cast<std::int64_t>(divide_half_even(who.total, who.scored));
            cohorts[who.cohort].push_back(who);
        }
        for (auto& [name, members] : cohorts) {
            std::vector<place> ranked;
            std::vector<place> unranked;
            for (auto const& who : members)
                (who.scored > 0 ? ranked : unranked).push_back(who);
            std::stable_sort(ranked.begin(), ranked.end(), [](place const& a, place const& b) {
                return std::tie(b.score, a.staff) < std::tie(a.score, b.staff);
            });
            for (std::size_t i = 0; i < ranked.size(); ++i)
                ranked[i].rank = i > 0 && ranked[i].score == ranked[i - 1].score
                                     ? ranked[i - 1].rank
                                     : static_cast<std::int64_t>(i) + 1;
            bottom_places const bottom(c, bound, ranked, period.to);
            bool const reported = c.period.contains(period.to);
            auto put = [&](place const& who, bool has_score, bool flagged, std::string const& why) {
                if (!reported)
                    return;
                rows.ranking.values.push_back(code);
                rows.cohort.values.push_back(static_cast<std::int32_t>(cohort_names.size()));
                rows.from.values.push_back(period.from.days());
                rows.to.values.push_back(period.to.days());
                rows.staff.values.push_back(static_cast<std::int32_t>(who.staff));
                rows.score.values.push_back(has_score ? static_cast<double>(who.score) / 1e9
                                                      : number_cells::null);
                rows.rank.values.push_back(has_score ? who.rank : whole_cells::null);
                rows.size.values.push_back(static_cast<std::int64_t>(ranked.size()));
                rows.flagged.values.push_back(flagged);
                rows.spared.values.push_back(spare_code(why));
            };
            for (std::size_t i = 0; i < ranked.size(); ++i) {
                bool const taken = bottom.takes(i);
                std::string const why = taken ? bottom.spared(i) : std::string{};
                bool const flagged = taken && why.empty();
                put(ranked[i], true, flagged, why);
                if (flagged && !r.action.empty()) {
                    recommended.push_back(
                        {r.id, bound.version.source, ranked[i].staff, period.to, "", r.action});
                    c.decisions.name(recommended.back());
                }
            }
            for (auto const& who : unranked)
                put(who, false, false, "no score");
            if (reported)
                cohort_names.emplace_back(name);
        }
    }
}

}  // namespace kaohe::inline v1::detail
