#include "baseline/poll_server.hpp"

int main(int argc, char** argv) {
    return bench::baseline::poll_main(argc, argv);
}
