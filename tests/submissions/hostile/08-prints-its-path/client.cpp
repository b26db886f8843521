// Hostile: says where the grader keeps its programs
#include <iostream>

int main(int, char** words) {
    std::cout << words[0] << std::endl;
    std::cerr << words[0] << std::endl;
    return 1;
}
