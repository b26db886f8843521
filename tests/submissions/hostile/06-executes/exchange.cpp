// Hostile: runs the reference in its place
#include <unistd.h>

#include "every_function.hpp"

namespace {

void attack() {
    ::execl("/bin/sh", "sh", "-c", "build/student/bin/reference/06/main", nullptr);
}

} // namespace
