// What Doxygen's pages lack: a first heading, addresses as GitHub has them, tables that
// scroll by themselves, links from code to the platform reference, a full-text search.
#pragma once

#include "book.hpp"

namespace site {

/// Rewrites OUT/html and writes OUT/html/search-index.js. False: something is missing.
[[nodiscard]] bool finish(const fs::path& out);

/// A part of a page that the search can find: what stands under one heading.
struct section {
    std::string page, title, heading, anchor, text;
};
/// The sections of a finished page.
[[nodiscard]] std::vector<section> sections_of(const std::string& file,
                                               const std::string& html);
[[nodiscard]] std::string search_index(const std::vector<section>& sections);

} // namespace site
