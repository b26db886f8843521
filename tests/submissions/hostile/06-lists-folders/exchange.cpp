// Hostile: walks through the file system
#include <filesystem>

#include "every_function.hpp"

namespace {

void attack() {
    for (const auto& entry : std::filesystem::directory_iterator("/"))
        static_cast<void>(entry);
}

} // namespace
