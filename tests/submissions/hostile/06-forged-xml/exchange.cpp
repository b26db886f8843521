// Hostile: writes a result file of its own
#include <cstdio>

#include "every_function.hpp"

namespace {

void attack() {
    if (std::FILE* file = std::fopen("report.xml", "w")) {
        std::fputs("<testsuites tests=\"47\" failures=\"0\"/>", file);
        std::fclose(file);
    }
}

} // namespace
