// Hostile: prints without end, on both streams
#include <iostream>

int main() {
    for (;;) {
        std::cout << "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n";
        std::cerr << "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n";
    }
}
