// A blocking echo server by hand; with --whole, one that answers when it has all.
#include "baseline/echo_server.hpp"

int main(int argc, char** argv) {
    return bench::baseline::serve_one_after_another(argc, argv);
}
