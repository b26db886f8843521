// Installing what is missing, after a word about it.
#pragma once

#include <vector>

#include "../tools.hpp"

namespace kit {

/// Says which tools are missing, and for what; then installs them by one command: on a
/// terminal after a question, unless `yes`; without one, as root or where sudo asks for
/// no password. Where that cannot be, says the command. Goes on in every case.
void install_tools(const std::vector<const tool*>& missing, bool yes);

} // namespace kit
