// Where client and servers run. It decides more than any code: a round trip on one core
// takes a fifth of one across two, and unpinned it is the one or the other by chance.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// Which processors client and servers are kept on; nothing: wherever the system likes.
struct placement {
    std::optional<int> client;
    std::optional<int> server;
    std::string words = "unpinned"; ///< "same core", "two cores", "unpinned"
    std::string missing;            ///< why it cannot be had here; empty: it can
};

[[nodiscard]] placement same_core(); ///< unpinned, and says so, where pinning is refused
[[nodiscard]] placement two_cores(); ///< `missing` where there is only one, or no pinning
[[nodiscard]] placement unpinned();

/// A sentence where nothing can be pinned; empty otherwise.
[[nodiscard]] std::string why_not_pinned();

/// On how many processors this program may run.
[[nodiscard]] std::size_t processor_count();

/// While one of these lives, this thread runs on that processor; afterwards where it ran
/// before.
class pinned {
  public:
    explicit pinned(std::optional<int> processor);
    ~pinned();
    pinned(const pinned&) = delete;
    pinned& operator=(const pinned&) = delete;

  private:
    std::vector<int> before_;
    bool ok_ = false;
};

/// The same for the processes that this thread starts meanwhile, which keep it; the
/// thread itself may then run everywhere again.
class children_pinned {
  public:
    explicit children_pinned(std::optional<int> processor);
    ~children_pinned();
    children_pinned(const children_pinned&) = delete;
    children_pinned& operator=(const children_pinned&) = delete;

  private:
    std::vector<int> before_;
    bool ok_ = false;
};

} // namespace bench
