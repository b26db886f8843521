#include <utility>

#include "harness/server.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

/// An operation and the server that it needs, which ends after it.
class served_operation final : public operation {
  public:
    served_operation(std::unique_ptr<server_process> server, client::made work)
        : server_(std::move(server)), work_(std::move(work)) {}
    [[nodiscard]] bool once() override { return work_->once(); }
    [[nodiscard]] std::string why() const override { return work_->why(); }

  private:
    std::unique_ptr<server_process> server_;
    client::made work_; // destroyed first
};

} // namespace

subject served(std::string name, role as, std::string program,
               std::vector<std::string> arguments, const placement& where,
               connector connect) {
    subject made;
    made.name = std::move(name);
    made.as = as;
    arguments.insert(arguments.begin(), {"--port", "0"});
    made.make = [program = std::move(program), arguments = std::move(arguments), where,
                 connect = std::move(connect)](std::string& why) -> client::made {
        auto server = std::make_unique<server_process>(
            program_folder() / (program + std::string(grader::os::program_suffix())),
            arguments, where);
        if (!server->started()) {
            why = server->why();
            return nullptr;
        }
        auto work = connect({server->port()}, why);
        if (work == nullptr)
            return nullptr;
        return std::make_unique<served_operation>(std::move(server), std::move(work));
    };
    return made;
}

} // namespace bench
