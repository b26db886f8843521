// Hostile: brings a GoogleTest, a CMakeLists.txt and a .clang-tidy along
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
