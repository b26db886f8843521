// A Markdown page of the project, as Doxygen wants it.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "book.hpp"

namespace site {

/// Makes pages for Doxygen of Markdown that GitHub draws as well. Headings get addresses,
/// links lead to the site's pages, diagrams and sessions become HTML.
class translator {
  public:
    translator(const kit::project& where, const book& all) : where_(where), book_(all) {}

    /// The whole page. `source`: the file that the text is of, for its links.
    [[nodiscard]] std::string page_of(const page& of, std::string_view source,
                                      std::string_view text);

    /// Files of the project that a page links to and the site needs a copy of.
    [[nodiscard]] const std::set<std::string>& copies() const { return copies_; }

  private:
    [[nodiscard]] std::string links(std::string_view line, std::string_view source);
    [[nodiscard]] std::string target(std::string_view link, std::string_view source);

    const kit::project& where_;
    const book& book_;
    std::set<std::string> copies_;
};

} // namespace site
