// Hostile: kills the program that tests it, by its process id
#include <csignal>
#include <unistd.h>

int main() {
    ::kill(::getppid(), SIGKILL);
    return 0;
}
