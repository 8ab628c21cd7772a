#pragma once

#include <string_view>

namespace kaohe::inline v1 {

/// The version of the engine, major.minor.patch. The build and the Python package read it here.
inline constexpr std::string_view version = "0.1.0";

}  // namespace kaohe::inline v1
