#pragma once

#include <string>

#include <kaohe/time/zone.hpp>

namespace kaohe::inline v1 {

/// The zone of an IANA name (`Asia/Shanghai`) from the system's time-zone data, with its changes
/// from 1900 to 2199. Throws `policy_error` for an unknown name.
time_zone load_time_zone(std::string const& name);

/// The version of the system's time-zone data (`2025b`), or empty where it is not told.
std::string time_zone_data_version();

}  // namespace kaohe::inline v1
