#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace kaohe::inline v1::detail {

/// Calls `run(i)` for all i below `count` on several threads, and `tell(done)` on this one with how
/// many are begun. The first exception, also of `tell`, stops the rest and is thrown.
template <typename Run, typename Tell>
void for_pieces(std::size_t count, unsigned threads, Run&& run, Tell&& tell) {
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::exception_ptr failure;
    auto const guarded = [&](auto&& work) {
        try {
            work();
        } catch (...) {
            next = count;
            std::lock_guard const lock(failing);
            if (!failure)
                failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> workers;
        auto const many = std::min<std::size_t>(std::max(threads, 1u), count);
        for (std::size_t i = 1; i < many; ++i)
            workers.emplace_back([&] {
                guarded([&] {
                    for (std::size_t mine; (mine = next++) < count;)
                        run(mine);
                });
            });
        guarded([&] {
            for (std::size_t mine; (mine = next++) < count;) {
                run(mine);
                tell(mine + 1);
            }
        });
    }
    if (failure)
        std::rethrow_exception(failure);
}

/// The same, and nobody is told.
template <typename Run>
void for_pieces(std::size_t count, unsigned threads, Run&& run) {
    for_pieces(count, threads, run, [](std::size_t) {});
}

}  // namespace kaohe::inline v1::detail
