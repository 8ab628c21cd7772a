#pragma once

#include <string>
#include <vector>

#include <kaohe/time/calendar.hpp>

namespace kaohe::inline v1::detail {

/// China's public holidays and make-up working days, as the General Office of the State Council
/// arranged them year by year from 2007 on. Known up to the last day of the last arranged year;
/// before 2007 it corrects nothing. The days of a year's end that the notice of the next year
/// arranges are among them.
calendar calendar_cn();

/// The numbers of the notices with these days, oldest first.
std::vector<std::string> notices_cn();

}  // namespace kaohe::inline v1::detail
