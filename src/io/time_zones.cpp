#include <kaohe/io/time_zones.hpp>

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <chrono>
#include <fstream>

#include <kaohe/error.hpp>
#include <kaohe/policy/problem_codes.hpp>

namespace kaohe::inline v1 {
namespace {

using seconds = std::chrono::seconds;
using moment = cctz::time_point<cctz::seconds>;

moment start_of_year(int year) {
    return cctz::convert(cctz::civil_second(year, 1, 1), cctz::utc_time_zone());
}

std::int64_t unix_seconds(moment at) {
    return std::chrono::duration_cast<seconds>(at.time_since_epoch()).count();
}

}  // namespace

time_zone load_time_zone(std::string const& name) {
    cctz::time_zone zone;
    if (!cctz::load_time_zone(name, &zone))
        throw policy_error({problem{.code = std::string(policy_codes::unknown_timezone.code),
                                    .message = "the time zone is not known",
                                    .found = name,
                                    .expected = "an IANA name such as Asia/Shanghai",
                                    .path = "timezone"}});
    moment at = start_of_year(1900);
    moment const end = start_of_year(2200);
    std::int32_t const initial = zone.lookup(at).offset;
    std::vector<time_zone::change> changes;
    cctz::time_zone::civil_transition next;
    while (zone.next_transition(at, &next)) {
        // The first instant whose civil time is `to`; where that time comes twice, the second.
        auto const instants = zone.lookup(next.to);
        at = instants.kind == cctz::time_zone::civil_lookup::REPEATED ? instants.trans
                                                                      : instants.pre;
        if (at >= end)
            break;
        changes.push_back({unix_seconds(at), zone.lookup(at).offset});
    }
    return {name, initial, std::move(changes)};
}

std::string time_zone_data_version() {
    std::ifstream data("/usr/share/zoneinfo/tzdata.zi");
    std::string hash;
    std::string word;
    std::string version;
    return data >> hash >> word >> version && word == "version" ? version : std::string{};
}

}  // namespace kaohe::inline v1
