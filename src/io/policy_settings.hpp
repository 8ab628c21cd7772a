#pragma once

#include <string>

#include <kaohe/io/policy_yaml.hpp>

#include "policy_reader.hpp"

namespace kaohe::inline v1::detail {

/// What `calendar:` lists or names; the default calendar where the file has none. The days of a
/// calendar file are taken over without its name.
calendar read_calendar(policy_reader& reader, field const& f, calendar_source const& files);

/// The name of a time zone that the IANA data know; empty where the file has none.
std::string read_timezone(policy_reader& reader, field const& f);

}  // namespace kaohe::inline v1::detail
