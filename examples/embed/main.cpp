#include <iostream>

#include <kaohe/kaohe.hpp>

int main() {
    using namespace kaohe;

    policy p;
    p.id = "field-sales";
    p.effective.from = date::from(2026, 1, 1);
    p.rules = {rule("weekly-visits").count("visit").per("customer").each(week).at_least(2).who(
        attribute("department") == "sales")};

    dataset crm;
    crm.set("staff", table({text_column("staff", {"S001"}), text_column("department", {"sales"})}));
    crm.set("assignments", table({text_column("staff", {"S001"}), text_column("customer", {"C007"}),
                                  date_column("from", {date::from(2026, 7, 1)}),
                                  date_column("to", {std::nullopt})}));
    crm.set("events",
            table({text_column("id", {"v1", "v2", "v3"}),
                   text_column("date", {"2026-07-06", "2026-07-09", "2026-07-15"}),
                   text_column("kind", {"visit", "visit", "visit"}),
                   text_column("staff", {"S001", "S001", "S001"}),
                   text_column("customer", {"C007", "C007", "C007"})}));

    question asked;
    asked.period = {date::from(2026, 7, 6), date::from(2026, 7, 19)};
    asked.as_of = date::from(2026, 7, 19);
    verdict_table const verdicts = evaluate(p, crm, asked).verdicts;

    for (std::size_t i = 0; i < verdicts.rows(); ++i) {
        verdict const v = verdicts[i];
        std::cout << v.staff << ' ' << v.object << " week to " << to_string(v.window.to) << ": "
                  << name_of(v.status) << ", " << v.observed << " of " << v.required << '\n';
    }
}
