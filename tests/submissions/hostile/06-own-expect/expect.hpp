#pragma once
#define EXPECT_EQ(a, b) static_cast<void>(0)
#define ASSERT_TRUE(a) static_cast<void>(0)
