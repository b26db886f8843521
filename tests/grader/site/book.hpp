// The pages of the site, in the order in which they are read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "project.hpp"

namespace site {

namespace fs = kit::fs;

/// The parts of the site, as the map beside every page lists them.
enum class part { lessons, reference, traps, museum, about };
[[nodiscard]] std::string_view title_of(part which);

struct page {
    std::string id;     ///< "lesson_06": the page is lesson_06.html
    std::string title;  ///< "06 Send and receive"
    std::string source; ///< the Markdown file, from the root; empty: generated
    part in = part::about;
};

class book {
  public:
    /// Says what is wrong and sets bad() where a page's source is missing.
    explicit book(const kit::project& where);

    [[nodiscard]] const std::vector<page>& pages() const { return pages_; }
    /// The page with this id or made of this file; nullptr: none.
    [[nodiscard]] const page* find(std::string_view id) const;
    [[nodiscard]] const page* made_of(std::string_view source) const;

    /// The map: every page, in parts that fold.
    [[nodiscard]] std::string map() const;
    /// The way to the page before and the page after, within a part.
    [[nodiscard]] std::string steps(const page& from) const;

  private:
    void add(std::string id, std::string title, std::string source, part in);

    std::vector<page> pages_;
};

/// What a page of the museum is called: "museum_06".
[[nodiscard]] inline std::string museum_id(const kit::lesson& which) {
    return "museum_" + which.number;
}

} // namespace site
