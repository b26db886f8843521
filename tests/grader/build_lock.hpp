// One kit at a time in a build folder.
#pragma once

#include <string>

#include "project.hpp"

namespace kit {

/// Keeps other processes of kit, and the doors while they build kit itself, out of
/// build/PRESET as long as it lives: none of them replaces a program that another one
/// runs. Waits for its turn, and says so. A process may have several for one folder.
class build_lock {
  public:
    build_lock(const project& where, const std::string& preset);
    ~build_lock();
    build_lock(const build_lock&) = delete;
    build_lock& operator=(const build_lock&) = delete;

    /// Why nothing can be built there at all, in words; empty: it can be tried.
    [[nodiscard]] const std::string& why_not() const { return why_not_; }

  private:
    fs::path file_;
    std::string why_not_;
};

} // namespace kit
