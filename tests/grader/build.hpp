// Building a part of the project, and what the compiler says about it.
#pragma once

#include <string>
#include <vector>

#include "project.hpp"

namespace kit {

struct build_result {
    bool good = false;
    /// The tools have failed, not the code; it was said how. Nothing is known of the
    /// code.
    bool tools_failed = false;
    std::string output; ///< all that the build tool and the compiler said
};

/// Makes build/PRESET if it is not there yet. False: it could not, and why was said.
[[nodiscard]] bool configure(const project& where, const std::string& preset);

/// Builds targets of build/PRESET; configures it before, if need be. Takes turns with
/// other processes (build_lock.hpp). On a terminal a line shows how far it is.
[[nodiscard]] build_result build(const project& where, const std::string& preset,
                                 const std::vector<std::string>& targets);

/// The compiler's words out of the build tool's output: what it says of files in `folder`
/// ("lessons/06-exchange/") first, paths from the root, nothing of the build tool's own.
[[nodiscard]] std::vector<std::string> compiler_words(const project& where,
                                                      const std::string& folder,
                                                      const std::string& output);

/// As build, for a lesson and one target in build/student; where it fails, says what the
/// compiler said, `most` lines of it. Warnings for the lesson's own files are said too.
[[nodiscard]] build_result build_lesson(const project& where, const lesson& which,
                                        const std::string& target, std::size_t most = 40);

} // namespace kit
