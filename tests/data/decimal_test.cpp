#include <kaohe/data/decimal.hpp>

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace {

using namespace kaohe;

std::string reprinted(std::string const& text) {
    auto const read = parse_decimal(text);
    return read ? to_string(*read) : "nothing";
}

TEST(decimal, prints_the_shortest_text) {
    EXPECT_EQ(reprinted("-12"), "-12");
    EXPECT_EQ(reprinted("3.50"), "3.5");
    EXPECT_EQ(reprinted("+0.1"), "0.1");
    EXPECT_EQ(reprinted("1e3"), "1000");
    EXPECT_EQ(reprinted("12E-2"), "0.12");
    EXPECT_EQ(reprinted(".5"), "0.5");
    EXPECT_EQ(reprinted("5."), "5");
    EXPECT_EQ(reprinted("-0.000001"), "-0.000001");
    EXPECT_EQ(reprinted("100"), "100");
    EXPECT_EQ(reprinted("-0"), "0");
}

TEST(decimal, rounds_the_seventh_place_half_to_even) {
    EXPECT_EQ(reprinted("0.0000005"), "0");
    EXPECT_EQ(reprinted("0.0000015"), "0.000002");
    EXPECT_EQ(reprinted("0.00000050000001"), "0.000001");
    EXPECT_EQ(reprinted("-0.0000015"), "-0.000002");
    EXPECT_EQ(reprinted("0.9999995"), "1");
    EXPECT_EQ(reprinted("5e-7"), "0");
    EXPECT_EQ(reprinted("6e-7"), "0.000001");
    EXPECT_EQ(reprinted("9e-8"), "0");
    EXPECT_EQ(reprinted("1e-900"), "0");
}

TEST(decimal, takes_no_other_text_for_a_number) {
    for (auto const* text : {"", "-", ".", "1.2.3", "1,5", " 1", "1 ", "1e", "e3", "1e+-3", "--1",
                             "0x10", "nan", "inf", "1e1001"})
        EXPECT_EQ(reprinted(text), "nothing") << text;
}

TEST(decimal, holds_27_digits_before_the_point) {
    std::string const most(27, '9');
    EXPECT_EQ(reprinted(most), most);
    EXPECT_EQ(reprinted(most + ".5"), most + ".5");
    EXPECT_EQ(reprinted(std::string(40, '9')), "nothing");
    EXPECT_EQ(reprinted("0e900"), "0");
}

TEST(decimal, takes_a_double_as_its_shortest_decimal) {
    EXPECT_EQ(to_decimal(0.1), parse_decimal("0.1"));
    EXPECT_EQ(to_decimal(0.1 + 0.2), parse_decimal("0.3"));
    EXPECT_EQ(to_decimal(1e22), parse_decimal("1e22"));
    EXPECT_EQ(to_decimal(-2.5e-7), decimal{});
    EXPECT_EQ(to_decimal(std::nan("")), std::nullopt);
    EXPECT_EQ(to_decimal(std::numeric_limits<double>::infinity()), std::nullopt);
    EXPECT_EQ(to_decimal(1e300), std::nullopt);
}

TEST(decimal, adds_exactly) {
    decimal total;
    for (int i = 0; i < 10; ++i)
        total = total + *parse_decimal("0.1");
    EXPECT_EQ(total, decimal{1});
    EXPECT_TRUE(total.is_whole());
    EXPECT_LT(-total, total - total);
}

}  // namespace
