// Servers on libraries that people use.
#pragma once

#include <string>
#include <vector>

namespace bench {

struct peer {
    std::string name;    ///< for a person: "Asio, sync"
    std::string program; ///< in the folder of this program: "peer-asio-sync"
    std::string package; ///< of Debian, without which it is not built: "libasio-dev"
};

/// Every one that there is a source of. The table is in peers/CMakeLists.txt.
[[nodiscard]] const std::vector<peer>& all_peers();

/// Those that were built here: whose program lies beside this one.
[[nodiscard]] std::vector<peer> peers_built();

/// "Not built here: libuv (Debian: libuv1-dev), Rust std (Debian: rustc)."; empty where
/// nothing is missing.
[[nodiscard]] std::string peers_missing();

} // namespace bench
