// Hostile: prints the words of a program that was killed
#include <iostream>

int main() {
    std::cout << "SIGKILL" << std::endl;
    return 1;
}
