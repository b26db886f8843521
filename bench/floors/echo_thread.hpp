// The other side of a floor: a thread that waits for a word and sends it back.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "harness/placement.hpp"
#include "harness/workload.hpp"

namespace bench {

/// `Way` carries bytes: bool ask() and bool answer(), one for each thread, and void
/// end(), after which answer() returns false.
template <class Way>
class floor_operation final : public operation {
  public:
    floor_operation(std::unique_ptr<Way> way, const placement& where)
        : way_(std::move(way)), echo_([this, where] {
              const pinned there(where.server);
              while (way_->answer()) {
              }
          }) {}
    ~floor_operation() override { way_->end(); }
    [[nodiscard]] bool once() override { return way_->ask(); }
    [[nodiscard]] std::string why() const override { return "it carries nothing"; }

  private:
    std::unique_ptr<Way> way_;
    std::jthread echo_; // joined first, while the way still stands
};

} // namespace bench
