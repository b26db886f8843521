// The museum of broken servers: the wrong submissions of the corpus, as exhibits.
#pragma once

#include "book.hpp"

namespace site {

/// The hall of one lesson, as Markdown. What the lesson's tests say about each submission
/// comes from running them: BUILD is a build folder with the target `corpus`.
[[nodiscard]] std::string museum_page(const kit::project& where, const kit::lesson& which,
                                      const fs::path& build);

} // namespace site
