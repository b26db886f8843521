#include "peers/peers.hpp"

#include <filesystem>
#include <system_error>

#include "harness/server.hpp"

namespace bench {
namespace {

bool built(const peer& which) {
    const std::string file = which.program + std::string(grader::os::program_suffix());
    std::error_code error;
    return std::filesystem::exists(program_folder() / file, error);
}

} // namespace

std::vector<peer> peers_built() {
    std::vector<peer> there;
    for (const peer& each : all_peers())
        if (built(each))
            there.push_back(each);
    return there;
}

std::string peers_missing() {
    std::string words;
    for (const peer& each : all_peers())
        if (!built(each))
            words += (words.empty() ? "Not built here: " : ", ") + each.name +
                     " (Debian: " + each.package + ")";
    return words.empty() ? words : words + ".";
}

} // namespace bench
