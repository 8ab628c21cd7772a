#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace kaohe::inline v1::detail {

/// Memory as the system gives it. Large pieces ask for large pages, whose first touch costs far
/// less than that of small ones.
class system_memory {
  public:
    static void* take(std::size_t bytes) {
        if (bytes < large)
            return ::operator new(bytes);
        void* const memory = ::operator new(bytes, std::align_val_t(page));
#if defined(__linux__)
        ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return memory;
    }
    static void give(void* memory, std::size_t bytes) noexcept {
        if (bytes < large)
            ::operator delete(memory);
        else
            ::operator delete(memory, std::align_val_t(page));
    }

  private:
    static constexpr std::size_t page = std::size_t{1} << 21;
    static constexpr std::size_t large = 2 * page;
};

/// Keeps pieces of memory that were given back for whoever next wants as much, or no less than a
/// quarter, and so need not wait until the system has cleared it; in all no more than was in use at
/// once. Several threads may.
class memory_store {
  public:
    memory_store() = default;
    memory_store(memory_store const&) = delete;
    memory_store& operator=(memory_store const&) = delete;
    ~memory_store() {
        for (piece const& each : pieces_)
            system_memory::give(each.memory, each.bytes);
    }

    void* take(std::size_t bytes) {
        std::lock_guard const lock(guard_);
        piece* found = nullptr;
        for (piece& each : pieces_)
            if (!each.is_lent && each.bytes >= bytes && each.bytes / 4 <= bytes &&
                (found == nullptr || each.bytes < found->bytes))
                found = &each;
        if (found != nullptr) {
            all_kept_ -= found->bytes;
        } else {
            found = &pieces_.emplace_back();
            try {
                *found = {system_memory::take(bytes), bytes};
            } catch (...) {
                pieces_.pop_back();
                throw;
            }
        }
        found->is_lent = true;
        in_use_ += found->bytes;
        most_in_use_ = std::max(most_in_use_, in_use_);
        return found->memory;
    }
    void give(void* memory) noexcept {
        std::lock_guard const lock(guard_);
        piece& given = *std::find_if(pieces_.begin(), pieces_.end(),
                                     [&](piece const& each) { return each.memory == memory; });
        in_use_ -= given.bytes;
        if (all_kept_ + given.bytes > most_in_use_) {
            system_memory::give(memory, given.bytes);
            given = pieces_.back();
            pieces_.pop_back();
            return;
        }
        given.is_lent = false;
        all_kept_ += given.bytes;
    }

  private:
    struct piece {
        void* memory = nullptr;
        std::size_t bytes = 0;
        bool is_lent = false;
    };

    std::mutex guard_;
    std::vector<piece> pieces_;  ///< those that are lent and those that are kept
    std::size_t all_kept_ = 0;
    std::size_t in_use_ = 0;
    std::size_t most_in_use_ = 0;
};

/// Memory that is written before it is read: new cells have no value. What is more than small comes
/// from a store, where there is one.
template <typename T>
class raw_allocator {
  public:
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;

    raw_allocator() = default;
    raw_allocator(std::shared_ptr<memory_store> store) noexcept : store_(std::move(store)) {}
    template <typename U>
    raw_allocator(raw_allocator<U> const& other) noexcept : store_(other.store()) {}

    T* allocate(std::size_t n) {
        std::size_t const bytes = n * sizeof(T);
        return static_cast<T*>(store_ && bytes >= small ? store_->take(rounded(bytes))
                                                        : system_memory::take(bytes));
    }
    void deallocate(T* memory, std::size_t n) noexcept {
        std::size_t const bytes = n * sizeof(T);
        if (store_ && bytes >= small)
            store_->give(memory);
        else
            system_memory::give(memory, bytes);
    }

    template <typename U, typename... Arguments>
    void construct(U* at, Arguments&&... arguments) {
        if constexpr (sizeof...(Arguments) == 0)
            ::new (static_cast<void*>(at)) U;
        else
            ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }

    /// A copy belongs to whoever makes it.
    raw_allocator select_on_container_copy_construction() const { return {}; }

    std::shared_ptr<memory_store> const& store() const noexcept { return store_; }
    template <typename U>
    bool operator==(raw_allocator<U> const& other) const noexcept {
        return store_ == other.store();
    }

  private:
    static constexpr std::size_t small = std::size_t{1} << 18;
    static std::size_t rounded(std::size_t bytes) noexcept {
        return (bytes + small - 1) / small * small;
    }

    std::shared_ptr<memory_store> store_;
};

/// A vector whose new cells have no value until they are written.
template <typename T>
using raw_vector = std::vector<T, raw_allocator<T>>;

}  // namespace kaohe::inline v1::detail
