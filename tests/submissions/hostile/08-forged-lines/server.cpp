// Hostile: prints what a good run would print, and ends
#include <iostream>

int main() {
    std::cout << "listening on 127.0.0.1:5000\nfirst byte: 48 passed, 0 failed\n";
    return 3;
}
