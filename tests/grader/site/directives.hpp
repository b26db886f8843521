// What stands in the site's own Markdown for something that is taken from the project:
//
//   <!-- contract: send -->     what the header promises of net::send
//   <!-- sides: send -->        its code on BSD sockets and on Winsock
//   <!-- code: PATH NAME -->    a function of a file
//   <!-- traps: 11 29 -->       links to these traps
//   <!-- tests: 13 -->          the tests that show trap 13
//   <!-- cards -->              the map of lessons, out of the README
//   <!-- calls -->              the pages of the platform reference
//   <!-- museum -->             the lessons' halls of the museum
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book.hpp"
#include "source.hpp"

namespace site {

class directives {
  public:
    directives(const kit::project& where, const book& all);

    /// The text with every directive carried out. What cannot be is said and counted.
    [[nodiscard]] std::string expanded(const std::string& text);

    /// The names that a contract was shown of, and on which page: for links.
    [[nodiscard]] const std::map<std::string, std::string>& shown() const {
        return shown_;
    }
    void now_on(const page& which) { page_ = which.id; }

    /// Says which functions of the headers no page shows.
    void check_complete();
    [[nodiscard]] std::size_t problems() const { return problems_; }

  private:
    [[nodiscard]] std::string contract(const std::string& name);
    [[nodiscard]] std::string sides(const std::string& name);
    [[nodiscard]] std::string code(const std::string& words);
    [[nodiscard]] std::string traps(const std::string& numbers);
    [[nodiscard]] std::string tests(const std::string& number);
    [[nodiscard]] std::string cards();
    [[nodiscard]] std::string listing(part which) const;
    std::string complain(const std::string& what);

    struct found_test {
        test_case test;
        std::string file;
    };

    const kit::project& where_;
    const book& book_;
    std::string page_;
    std::map<std::string, std::string> shown_;
    std::map<std::string, std::string> headers_; ///< path, text
    std::map<std::string, std::string> titles_;  ///< of traps, by number
    std::vector<found_test> tests_;
    std::size_t problems_ = 0;
};

/// A doc comment as Markdown: prototypes side by side, sources as links.
[[nodiscard]] std::string comment_text(const std::vector<std::string>& comment);

} // namespace site
