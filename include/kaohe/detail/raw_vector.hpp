#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace kaohe::inline v1::detail {

/// Memory that is written before it is read: new cells have no value, and large pieces ask the
/// system for large pages, whose first touch costs far less than that of small ones.
template <typename T>
struct raw_allocator {
    using value_type = T;

    raw_allocator() = default;
    template <typename U>
    constexpr raw_allocator(raw_allocator<U> const&) noexcept {}

    T* allocate(std::size_t n) {
        std::size_t const bytes = n * sizeof(T);
        if (bytes < large)
            return static_cast<T*>(::operator new(bytes));
        void* const memory = ::operator new(bytes, std::align_val_t(page));
#if defined(__linux__)
        ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t n) noexcept {
        if (n * sizeof(T) < large)
            ::operator delete(memory);
        else
            ::operator delete(memory, std::align_val_t(page));
    }

    template <typename U, typename... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        if constexpr (sizeof...(Arguments) == 0)
            ::new (static_cast<void*>(at)) U;
        else
            ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }

    template <typename U>
    constexpr bool operator==(raw_allocator<U> const&) const noexcept {
        return true;
    }

  private:
    static constexpr std::size_t page = std::size_t{1} << 21;
    static constexpr std::size_t large = 2 * page;
};

/// A vector whose new cells have no value until they are written.
template <typename T>
using raw_vector = std::vector<T, raw_allocator<T>>;

}  // namespace kaohe::inline v1::detail
