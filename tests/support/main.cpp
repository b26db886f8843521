// The main function of every lesson's test binary.
#include "report.hpp"

int main(int argc, char** argv) {
    return support::run_tests(argc, argv);
}
