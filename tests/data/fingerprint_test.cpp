#include <kaohe/data/fingerprint.hpp>

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <kaohe/detail/sha256.hpp>

namespace {

using namespace kaohe;
using texts = std::vector<std::optional<std::string>>;

std::string sha256_of(std::string const& message) {
    detail::sha256 hash;
    hash.add(message);
    return detail::to_hex(hash.finish());
}

table rows(texts const& first, texts const& second) {
    return table({text_column("a", first), text_column("b", second)});
}

TEST(sha256, has_the_digests_of_the_standard) {
    EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_of(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(fingerprint, does_not_see_the_order_of_rows_and_columns) {
    std::string const one = fingerprint(rows({"x", "y"}, {"1", std::nullopt}));
    EXPECT_EQ(one.size(), 64U);
    EXPECT_EQ(fingerprint(rows({"y", "x"}, {std::nullopt, "1"})), one);
    EXPECT_EQ(
        fingerprint(table({text_column("b", {"1", std::nullopt}), text_column("a", {"x", "y"})})),
        one);
}

TEST(fingerprint, does_not_see_how_a_cell_is_stored) {
    EXPECT_EQ(fingerprint(table({integer_column("n", {7, 12})})),
              fingerprint(table({text_column("n", {"7", "12"})})));
    text_cells coded;
    coded.values = {"7", "12"};
    coded.codes = {1, 0};
    EXPECT_EQ(fingerprint(table({column("n", coded)})),
              fingerprint(table({integer_column("n", {12, 7})})));
}

TEST(fingerprint, sees_every_change_of_content) {
    std::string const one = fingerprint(rows({"x", "y"}, {"1", "2"}));
    EXPECT_NE(fingerprint(rows({"x", "y"}, {"2", "1"})), one);
    EXPECT_NE(fingerprint(rows({"x", "y"}, {"1", "3"})), one);
    EXPECT_NE(fingerprint(rows({"x", "y", "y"}, {"1", "2", "2"})), one);
    EXPECT_NE(fingerprint(rows({"x"}, {"1"})), one);
    EXPECT_NE(fingerprint(table({text_column("a", {"x", "y"})})), one);
    EXPECT_NE(fingerprint(table({text_column("a", {"x", "y"}), text_column("c", {"1", "2"})})),
              one);
    EXPECT_NE(fingerprint(rows({"x", "y"}, {"", "2"})), fingerprint(rows({"x", "y"}, {{}, "2"})));
    EXPECT_NE(fingerprint(rows({"x1"}, {""})), fingerprint(rows({"x"}, {"1"})));
}

TEST(fingerprint, of_a_table_without_rows_is_that_of_its_columns) {
    EXPECT_EQ(fingerprint(rows({}, {})), fingerprint(rows({}, {})));
    EXPECT_NE(fingerprint(rows({}, {})), fingerprint(table({text_column("a", {})})));
}

}  // namespace
