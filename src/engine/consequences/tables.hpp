#pragma once

#include <string_view>
#include <vector>

#include "../dictionaries.hpp"
#include "facts.hpp"

namespace kaohe::inline v1::detail {

/// Texts of a column whose rows bring their own, each kept once.
class text_writer {
  public:
    std::int32_t code(std::string_view text) {
        return static_cast<std::int32_t>(index_.intern(text));
    }
    dictionary finish() const { return texts_of(index_); }

  private:
    id_index index_;
};

/// The periods of assessments that end in the asked period.
assessment_table write_assessments(consequence_context const& c,
                                   std::vector<assessment_rows> const& all);

/// Writes recommendations as actions, with the state that decisions give them.
class action_writer {
  public:
    explicit action_writer(consequence_context const& c);

    /// A row where it is dated in the asked period; it does arise in any case. It has its name.
    void add(recommendation const& r);
    /// What decisions name and has not been added, by id.
    void add_rescinded();
    action_table finish();

  private:
    bool is_held(recommendation const& r) const;
    void put(std::string_view id, std::string_view state);
    void close_list(bool absent);

    consequence_context const& context_;
    action_table table_;
    std::vector<bool> arisen_;  ///< by the numbers of decisions
    text_writer ids_;
    text_writer sources_;
    text_writer recommended_;
    text_writer states_;
};

}  // namespace kaohe::inline v1::detail
