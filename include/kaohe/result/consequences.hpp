#pragma once

#include <kaohe/result/frame.hpp>

namespace kaohe::inline v1 {

/// One row for each assessment, staff member and period (interfaces, Results; semantics,
/// section 5). Rows are by assessment (policy order), staff, from.
struct assessment_table {
    coded_cells assessment;
    coded_cells staff;
    day_cells from;
    day_cells to;
    coded_cells status;  ///< passed, failed, pending or excused
    number_cells score;  ///< null until the period ends, and where nothing took part
    truth_cells silent;
    list_cells failed_rules;  ///< in the order in which the assessment lists them

    frame columns() const {
        return {from.values.size(),
                {{"assessment", &assessment},
                 {"staff", &staff},
                 {"from", &from},
                 {"to", &to},
                 {"status", &status},
                 {"score", &score},
                 {"silent", &silent},
                 {"failed_rules", &failed_rules}}};
    }
};

/// What is recommended; nothing is carried out. Rows are by source (policy order), staff, date,
/// key; behind them, by id, what a decision names and does not arise (any more).
struct action_table {
    coded_cells action;  ///< the stable id
    coded_cells source;  ///< ladder or ranking; null: rescinded, as are the columns behind it
    coded_cells staff;
    day_cells date;
    coded_cells recommended;
    whole_cells count;  ///< null for rankings and check_records
    coded_cells state;  ///< recommended, held, confirmed, rejected, appealed or rescinded
    list_cells notify;  ///< the manager chain of the day, nearest first

    frame columns() const {
        return {date.values.size(),
                {{"action", &action},
                 {"source", &source},
                 {"staff", &staff},
                 {"date", &date},
                 {"recommended", &recommended},
                 {"count", &count},
                 {"state", &state},
                 {"notify", &notify}}};
    }
};

/// Rows are by ranking, from, cohort, rank (unranked last), staff.
struct ranking_table {
    coded_cells ranking;
    coded_cells cohort;  ///< its columns' values joined by `/`
    day_cells from;
    day_cells to;
    coded_cells staff;
    number_cells score;  ///< null: unranked
    whole_cells rank;    ///< 1 is best, equal scores share it; null: unranked
    whole_cells size;    ///< how many of the cohort are ranked
    truth_cells flagged;
    coded_cells spared;  ///< why someone was not flagged, or not ranked; null: neither

    frame columns() const {
        return {from.values.size(),
                {{"ranking", &ranking},
                 {"cohort", &cohort},
                 {"from", &from},
                 {"to", &to},
                 {"staff", &staff},
                 {"score", &score},
                 {"rank", &rank},
                 {"size", &size},
                 {"flagged", &flagged},
                 {"spared", &spared}}};
    }
};

}  // namespace kaohe::inline v1
