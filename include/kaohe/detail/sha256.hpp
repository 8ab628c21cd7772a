#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace kaohe::inline v1::detail {

/// The digest of a message as eight words, the first the most significant (FIPS 180-4).
using sha256_digest = std::array<std::uint32_t, 8>;

/// SHA-256 of a message of whole bytes.
class sha256 {
  public:
    void add(std::string_view bytes) {
        length_ += bytes.size();
        while (!bytes.empty()) {
            std::size_t const taken = std::min(bytes.size(), block_.size() - filled_);
            std::memcpy(block_.data() + filled_, bytes.data(), taken);
            bytes.remove_prefix(taken);
            filled_ += taken;
            if (filled_ == block_.size())
                compress();
        }
    }

    /// The number as bytes, as many as its type has, the most significant first.
    template <std::unsigned_integral Number>
    void add(Number number) {
        std::array<char, sizeof(Number)> bytes{};
        for (std::size_t i = bytes.size(); i-- > 0; number = static_cast<Number>(number >> 8))
            bytes[i] = static_cast<char>(number & 0xff);
        add(std::string_view(bytes.data(), bytes.size()));
    }

    /// The digest of all that was added; nothing may be added afterwards.
    sha256_digest finish() {
        static constexpr std::array<char, 64> padding{'\x80'};
        std::uint64_t const bits = length_ * 8;
        std::size_t const zeros = filled_ < 56 ? 55 - filled_ : 119 - filled_;
        add(std::string_view(padding.data(), zeros + 1));
        add(bits);
        return state_;
    }

  private:
    void compress() {
        static constexpr std::array<std::uint32_t, 64> constants{
            0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
            0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
            0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
            0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
            0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
            0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
            0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
            0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
            0xc67178f2};
        std::array<std::uint32_t, 64> w{};
        for (std::size_t i = 0; i < 64; ++i)
            w[i / 4] = w[i / 4] << 8 | block_[i];
        for (std::size_t i = 16; i < 64; ++i)
            w[i] = (std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10) + w[i - 7] +
                   (std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3) +
                   w[i - 16];

        auto [a, b, c, d, e, f, g, h] = state_;
        for (std::size_t i = 0; i < 64; ++i) {
            std::uint32_t const first = h +
                                        (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                        ((e & f) ^ (~e & g)) + constants[i] + w[i];
            std::uint32_t const second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) +
                                         ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        sha256_digest const change{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < change.size(); ++i)
            state_[i] += change[i];
        filled_ = 0;
    }

    sha256_digest state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> block_{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;
};

/// The digest as 64 hexadecimal digits in lower case.
inline std::string to_hex(sha256_digest const& digest) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::uint32_t const word : digest)
        for (int shift = 28; shift >= 0; shift -= 4)
            text += digits[word >> shift & 0xf];
    return text;
}

}  // namespace kaohe::inline v1::detail
