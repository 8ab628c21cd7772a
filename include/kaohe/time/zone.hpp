#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace kaohe::inline v1 {

/// How far a zone's clocks are ahead of UTC, as a table of changes: plain data, so that the core
/// needs no time-zone library. `load_time_zone` of `kaohe::io` makes it from the IANA data.
class time_zone {
  public:
    struct change {
        std::int64_t at;      ///< seconds since 1970-01-01T00:00Z
        std::int32_t offset;  ///< seconds ahead of UTC from then on
        bool operator==(change const&) const = default;
    };

    /// UTC.
    time_zone() = default;
    /// `initial` holds before the first change; changes are in order of time.
    time_zone(std::string name, std::int32_t initial, std::vector<change> changes)
        : name_(std::move(name)), initial_(initial), changes_(std::move(changes)) {}

    std::string const& name() const noexcept { return name_; }

    /// The zone's civil time at an instant of UTC, both in microseconds since 1970-01-01T00:00.
    std::int64_t local(std::int64_t utc_microseconds) const noexcept {
        std::int64_t const second = floor_divide(utc_microseconds, 1'000'000);
        auto const after = std::partition_point(changes_.begin(), changes_.end(),
                                                [&](change const& c) { return c.at <= second; });
        std::int32_t const offset = after == changes_.begin() ? initial_ : (after - 1)->offset;
        return utc_microseconds + std::int64_t{offset} * 1'000'000;
    }

    bool operator==(time_zone const&) const = default;

  private:
    static std::int64_t floor_divide(std::int64_t n, std::int64_t d) noexcept {
        return n / d - static_cast<std::int64_t>(n % d < 0);
    }

    std::string name_ = "UTC";
    std::int32_t initial_ = 0;
    std::vector<change> changes_;
};

}  // namespace kaohe::inline v1
