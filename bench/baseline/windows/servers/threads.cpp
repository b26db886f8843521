#include "baseline/threads_server.hpp"

int main(int argc, char** argv) {
    return bench::baseline::threads_main(argc, argv);
}
