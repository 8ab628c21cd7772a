#pragma once

#include <cstddef>
#include <new>
#include <utility>

#include <sys/mman.h>

namespace kaohe::bench {

/// Room for up to `capacity` values, in huge pages where the system gives them. Only what is
/// written takes memory. Reads as zero until written.
template <typename T>
class pages {
  public:
    pages() = default;
    explicit pages(std::size_t capacity) : bytes_(capacity * sizeof(T)) {
        if (bytes_ == 0)
            return;
        bytes_ = (bytes_ + huge - 1) / huge * huge;
        void* const room = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (room == MAP_FAILED)
            throw std::bad_alloc();
        madvise(room, bytes_, MADV_HUGEPAGE);
        first_ = static_cast<T*>(room);
    }
    pages(pages&& other) noexcept
        : first_(std::exchange(other.first_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    pages& operator=(pages&& other) noexcept {
        std::swap(first_, other.first_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~pages() {
        if (first_)
            munmap(first_, bytes_);
    }

    T* data() noexcept { return first_; }
    T const* data() const noexcept { return first_; }
    T& operator[](std::size_t i) noexcept { return first_[i]; }
    T const& operator[](std::size_t i) const noexcept { return first_[i]; }

  private:
    static constexpr std::size_t huge = std::size_t{2} << 20;
    T* first_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace kaohe::bench
