// Hostile: starts threads without end
#include <thread>
#include <vector>

int main() {
    std::vector<std::thread> all;
    for (;;)
        all.emplace_back([] {
            for (;;) {
            }
        });
}
