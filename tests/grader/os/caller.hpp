// Who this process acts for.
#pragma once

namespace grader::os {

/// Whether this process is root's. On Windows nobody is.
[[nodiscard]] bool is_root() noexcept;

/// From now on programs are started as the user who has called sudo, with that user's
/// rights and groups, but those with spawn_options::keep_root. Where this process is not
/// root's by sudo, nothing changes.
void start_children_as_caller_of_sudo();

} // namespace grader::os
