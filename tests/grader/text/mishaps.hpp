// Failures of the grader's own steps that a test arranges: as the seam has them for a
// student's calls. A program that arranges none has none, and no variable, option or file
// can.
#pragma once

#include <functional>

namespace kit {

/// What the grader does that can fail: it starts a tool or a program of tests; it writes
/// a file or makes a folder.
enum class step { tool, file };

/// What becomes of a step. A file knows only that there is no room.
enum class mishap {
    none,
    killed,       ///< it is started, and ended by SIGKILL
    cannot_start, ///< the system starts nothing any more
    no_room,      ///< it says that the disk is full, and has written half
    no_memory,    ///< it says that there is no memory
    stalls,       ///< it is started, does nothing, and does not end
};

/// Asks `plan` before each step from now on; an empty one ends that. For the time in
/// which no other thread takes steps.
void arrange_mishaps(std::function<mishap(step)> plan);

/// What the plan has for the step that is taken now.
[[nodiscard]] mishap next_mishap(step now);

} // namespace kit
