/// How fast memory is, for what two threads can gain at all: the triad of STREAM.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace {

/// Three arrays of 128 MiB each: larger than the caches of a server's processor.
constexpr std::size_t length = std::size_t{1} << 24;

struct arrays {
    std::vector<double> sum = std::vector<double>(length, 0.0);
    std::vector<double> a = std::vector<double>(length, 1.0);
    std::vector<double> b = std::vector<double>(length, 2.0);

    void add(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            sum[i] = a[i] + 3.0 * b[i];
    }
    void add_all(std::uint32_t threads) {
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < threads; ++t)
            helpers.emplace_back(
                [=, this] { add(length * t / threads, length * (t + 1) / threads); });
        add(0, length / threads);
    }
};

}  // namespace

/// Seconds for one pass on so many threads, after one that is not timed.
extern "C" [[gnu::visibility("default")]] double triad_seconds(std::uint32_t threads) {
    arrays memory;
    memory.add_all(threads);
    auto const start = std::chrono::steady_clock::now();
    memory.add_all(threads);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
