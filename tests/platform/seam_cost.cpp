// What the direct seam costs: the same bytes by net::send and net::recv, and by the
// system's calls alone. seam_cost.cmake runs this under callgrind, which counts
// instructions, in two lengths; the difference tells what one call takes.
//
//   seam-cost net-send|bare-send|net-recv|bare-recv COUNT
//   seam-cost allocations COUNT    fails where a send or recv allocates or locks
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <vector>

#include <pthread.h>
#include <sys/socket.h>

#include <net/options.hpp>
#include <net/pair.hpp>
#include <net/socket.hpp>

namespace {

int allocations = 0;
int locks = 0;

} // namespace

// The linker puts these in the place of the names (--wrap) in all that is linked here.
extern "C" {
void* __real_malloc(std::size_t size);
void* __wrap_malloc(std::size_t size) {
    ++allocations;
    return __real_malloc(size);
}
int __real_pthread_mutex_lock(pthread_mutex_t* mutex);
int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex) {
    ++locks;
    return __real_pthread_mutex_lock(mutex);
}
}

void* operator new(std::size_t size) {
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "seam-cost: %s\n", what);
    std::exit(1);
}

net::handle_pair make_pair() {
    const auto pair = net::socket_pair();
    if (!pair)
        fail("no pair of sockets");
    return *pair;
}

void check(bool good) {
    if (!good)
        fail("a call did not move one byte");
}

void net_send(net::handle_pair pair, int count) {
    for (int i = 0; i < count; ++i) {
        const auto sent = net::send(pair.first, "x", 1);
        check(sent && *sent == 1);
    }
}
void bare_send(net::handle_pair pair, int count) {
    for (int i = 0; i < count; ++i)
        check(::send(pair.first, "x", 1, MSG_NOSIGNAL) == 1);
}
void net_recv(net::handle_pair pair, int count) {
    char byte = 0;
    for (int i = 0; i < count; ++i) {
        const auto got = net::recv(pair.second, &byte, 1);
        check(got && *got == 1);
    }
}
void bare_recv(net::handle_pair pair, int count) {
    char byte = 0;
    for (int i = 0; i < count; ++i)
        check(::recv(pair.second, &byte, 1, 0) == 1);
}

int count_allocations(int count) {
    // First, that the counters count.
    {
        std::mutex mutex;
        const std::lock_guard lock(mutex);
        // volatile: a compiler may leave out an allocation that nobody looks at.
        void* volatile some = ::operator new(100);
        ::operator delete(some);
        if (allocations == 0 || locks == 0)
            fail("the counters do not count");
    }
    const auto pair = make_pair();
    allocations = locks = 0;
    net_send(pair, count);
    net_recv(pair, count);
    std::printf("%d sends and %d recvs: %d allocations, %d locks\n", count, count,
                allocations, locks);
    return allocations + locks == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        fail("usage: seam-cost WHAT COUNT");
    const int count = std::atoi(argv[2]);
    const auto is = [&](const char* what) { return std::strcmp(argv[1], what) == 0; };
    if (is("allocations"))
        return count_allocations(count);
    const auto pair = make_pair();
    if (is("net-send"))
        net_send(pair, count);
    else if (is("bare-send"))
        bare_send(pair, count);
    else if (is("net-recv") || is("bare-recv")) {
        // All that will be received, at once.
        const std::vector<char> bytes(static_cast<std::size_t>(count), 'x');
        const auto sent = net::send(pair.first, bytes.data(), bytes.size());
        check(sent && *sent == bytes.size());
        is("net-recv") ? net_recv(pair, count) : bare_recv(pair, count);
    } else {
        fail("that cannot be counted");
    }
    return 0;
}
