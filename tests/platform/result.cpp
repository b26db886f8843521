// net::result: the part of std::expected that the kit needs.
#include <memory>
#include <string>
#include <system_error>

#include <gtest/gtest.h>

#include <net/error.hpp>
#include <net/result.hpp>

namespace {

net::result<int> half(int n) {
    if (n % 2 != 0)
        return net::unexpected(net::native_error(std::errc::invalid_argument));
    return n / 2;
}

net::result<void> check(bool good) {
    if (!good)
        return net::unexpected(net::native_error(std::errc::timed_out));
    return {};
}

TEST(result, holds_a_value_or_an_error) {
    const auto four = half(8);
    ASSERT_TRUE(four);
    EXPECT_TRUE(four.has_value());
    EXPECT_EQ(*four, 4);
    EXPECT_EQ(four.value_or(0), 4);
    const auto none = half(7);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error(), std::errc::invalid_argument);
    EXPECT_EQ(none.value_or(-1), -1);
}

TEST(result, of_nothing_holds_success_or_an_error) {
    EXPECT_TRUE(check(true));
    EXPECT_FALSE(check(false));
    EXPECT_EQ(check(false).error(), net::condition::timed_out);
}

// An error code of value 0 is still a failure: what decides is which of the two was made.
TEST(result, a_failure_stays_one_whatever_its_code) {
    const net::result<void> odd = net::unexpected(std::error_code{});
    EXPECT_FALSE(odd);
    const net::result<int> other = net::unexpected(std::error_code{});
    EXPECT_FALSE(other);
}

TEST(result, carries_what_cannot_be_copied) {
    net::result<std::unique_ptr<std::string>> owner = std::make_unique<std::string>("x");
    ASSERT_TRUE(owner);
    EXPECT_EQ(**owner, "x");
    EXPECT_EQ((*owner)->size(), 1u);
    const auto taken = *std::move(owner);
    EXPECT_EQ(*taken, "x");
    net::result<std::string> text = std::string("word");
    EXPECT_EQ(text->size(), 4u);
    *text += "s";
    EXPECT_EQ(*text, "words");
}

} // namespace
