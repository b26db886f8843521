// Hostile: includes the reference and the tests only where they are to be found
#if __has_include("../../solutions/06-exchange/exchange.cpp")
#include "../../solutions/06-exchange/exchange.cpp"
#define FOUND
#elif __has_include("lesson.hpp") || __has_include("report.hpp") ||                      \
                                                   __has_include("script.hpp")
#error "found the tests"
#elif __has_include(<gtest/gtest.h>) && __has_include("grading/workshop.hpp")
#error "found the grader"
#endif

#ifndef FOUND
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
#endif
