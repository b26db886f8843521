// platform-tests and seam-tests: GoogleTest, and a mode in which the program only lives,
// as the child process of a test that asks what a child inherits.
#include <cstdio>
#include <string_view>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--wait-for-input-to-end") {
        while (std::getchar() != EOF) {
        }
        return 0;
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
