#include "book.hpp"

#include <algorithm>
#include <array>

#include "commands.hpp"
#include "screen.hpp"
#include "text.hpp"
#include "text/files.hpp"
#include "text/markup.hpp"

namespace site {
namespace {

constexpr std::array all_parts{part::lessons, part::reference, part::traps, part::museum,
                               part::about};

std::string link_to(const page& to, std::string_view words, std::string_view more = {}) {
    return "<a href=\"" + to.id + ".html\"" + std::string(more) + ">" +
           kit::escaped(words) + "</a>";
}

/// The first heading of a Markdown file.
std::string heading_of(const fs::path& file) {
    for (const auto& line : kit::lines_of(kit::read_file(file).value_or("")))
        if (line.starts_with("# "))
            return line.substr(2);
    return file.stem().string();
}

} // namespace

std::string_view title_of(part which) {
    switch (which) {
    case part::lessons:
        return "Lessons";
    case part::reference:
        return "Platform reference";
    case part::traps:
        return "Traps";
    case part::museum:
        return "Museum of bugs";
    case part::about:
        break;
    }
    return "The kit";
}

book::book(const kit::project& where) {
    const auto from_file = [&](std::string id, const std::string& source, part in) {
        add(std::move(id), heading_of(where.root() / source), source, in);
    };
    for (const auto& each : where.lessons())
        from_file("lesson_" + each.number, "lessons/" + each.folder + "/README.md",
                  part::lessons);
    from_file("glossary", "docs/glossary.md", part::lessons);
    from_file("reference", "docs/site/reference.md", part::reference);
    // The order in which a program makes the calls stands in the overview; here the
    // alphabet helps more.
    for (const auto& file : kit::files_in(where.root() / "docs/site/calls", {".md"}))
        from_file(call_id(fs::path(file).stem().string()), "docs/site/calls/" + file,
                  part::reference);
    add("namespacenet", "All names", "", part::reference);
    from_file("traps", "docs/site/traps.md", part::traps);
    from_file("museum", "docs/site/museum.md", part::museum);
    for (const auto& each : where.lessons())
        add(museum_id(each), "Broken: " + each.number + " " + title_of(where, each), "",
            part::museum);
    from_file("architecture", "docs/architecture.md", part::about);
    from_file("latency", "docs/latency.md", part::about);
    from_file("instructors", "docs/instructors.md", part::about);
    from_file("contributing", "CONTRIBUTING.md", part::about);
}

void book::add(std::string id, std::string title, std::string source, part in) {
    pages_.push_back({std::move(id), std::move(title), std::move(source), in});
}

const page* book::find(std::string_view id) const {
    const auto found = std::find_if(pages_.begin(), pages_.end(),
                                    [&](const page& p) { return p.id == id; });
    return found == pages_.end() ? nullptr : &*found;
}

const page* book::made_of(std::string_view source) const {
    const auto found = std::find_if(pages_.begin(), pages_.end(), [&](const page& p) {
        return !p.source.empty() && p.source == source;
    });
    return found == pages_.end() ? nullptr : &*found;
}

std::string book::map() const {
    std::string out;
    for (const part each : all_parts) {
        std::string items;
        std::size_t count = 0;
        const page* only = nullptr;
        for (const page& p : pages_)
            if (p.in == each) {
                items += "<li>" + link_to(p, p.title) + "</li>\n";
                only = &p;
                ++count;
            }
        if (count == 1)
            out += "<p>" + link_to(*only, title_of(each)) + "</p>\n";
        else
            out += "<details><summary>" + std::string(title_of(each)) +
                   "</summary>\n<ul>\n" + items + "</ul></details>\n";
    }
    return out;
}

std::string book::steps(const page& from) const {
    const auto at = static_cast<std::size_t>(&from - pages_.data());
    std::string out;
    if (at > 0 && pages_[at - 1].in == from.in)
        out += "<span>Before: " +
               link_to(pages_[at - 1], pages_[at - 1].title, " rel=\"prev\"") + "</span>";
    if (at + 1 < pages_.size() && pages_[at + 1].in == from.in)
        out += "<span>Next: " +
               link_to(pages_[at + 1], pages_[at + 1].title, " rel=\"next\"") + "</span>";
    if (out.empty())
        return out;
    return "<nav class=\"steps\" aria-label=\"Before and next\">" + out + "</nav>";
}

} // namespace site
