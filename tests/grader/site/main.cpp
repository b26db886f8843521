// site: the steps of `kit docs` before and after Doxygen.
//
//   site pages OUT BUILD   writes OUT/pages, OUT/include, OUT/header.html, OUT/Doxyfile
//   site finish OUT        finishes OUT/html: titles, links, the index for the search
#include <system_error>

#include "book.hpp"
#include "commands.hpp"
#include "directives.hpp"
#include "finish.hpp"
#include "markdown.hpp"
#include "museum.hpp"
#include "screen.hpp"
#include "text.hpp"
#include "text/files.hpp"

namespace site {
namespace {

bool put(const fs::path& file, const std::string& text) {
    if (kit::write_file(file, text))
        return true;
    kit::complain("cannot write " + file.string());
    return false;
}

std::string asset(const kit::project& where, const std::string& name) {
    return kit::read_file(where.root() / "docs/site" / name).value_or("");
}

/// The header with prototypes as code: Doxygen would join their lines.
std::string for_doxygen(const std::string& header) {
    std::string out;
    bool code = false;
    for (const auto& line : kit::lines_of(header)) {
        const bool begins = line.starts_with("/// BSD:     ");
        const bool ends = code && line.starts_with("/// Winsock: ");
        out +=
            (begins ? "/// @code{.c}\n" : "") + line + (ends ? "\n/// @endcode\n" : "\n");
        code = begins || (code && !ends);
    }
    return out;
}

bool write_headers(const kit::project& where, const fs::path& out) {
    bool good = true;
    const fs::path from = where.root() / "platform/include/net";
    for (const auto& file : kit::files_in(from, {".hpp"}))
        good &= put(out / "include/net" / file,
                    for_doxygen(kit::read_file(from / file).value_or("")));
    // One of the two: they define the same names.
    return good && put(out / "include/net/native.hpp",
                       kit::read_file(where.root() / "platform/posix/net/native.hpp")
                           .value_or(""));
}

bool write_pages(const kit::project& where, const book& all, const fs::path& out,
                 const fs::path& build) {
    directives orders(where, all);
    translator translate(where, all);
    bool good = true;
    const auto write = [&](const page& of, const std::string& source,
                           const std::string& text) {
        orders.now_on(of);
        good &= put(out / "pages" / (of.id + ".md"),
                    translate.page_of(of, source, orders.expanded(text)));
    };
    for (const page& each : all.pages())
        if (!each.source.empty())
            write(each, each.source,
                  kit::read_file(where.root() / each.source).value_or(""));
    for (const auto& each : where.lessons())
        write(*all.find(museum_id(each)), "docs/site/museum.md",
              museum_page(where, each, build));
    const page start{"index", "First Byte", "docs/site/start.md", part::about};
    write(start, start.source, asset(where, "start.md"));
    const page search{"search", "Search", "docs/site/search.md", part::about};
    write(search, search.source, asset(where, "search.md"));
    orders.check_complete();
    for (const auto& path : translate.copies()) {
        const bool shown = path.ends_with(".json") || path.ends_with(".txt");
        good &= put(out / "html/files" / (path + (shown ? "" : ".txt")),
                    kit::read_file(where.root() / path).value_or(""));
    }
    std::string names;
    for (const auto& [name, id] : orders.shown())
        names += name + " " + id + "\n";
    return put(out / "names.txt", names) && good && orders.problems() == 0;
}

int pages(const kit::project& where, const fs::path& out, const fs::path& build) {
    std::error_code error;
    for (const char* old : {"pages", "include", "html"})
        fs::remove_all(out / old, error);
    const book all(where);
    bool good = write_pages(where, all, out, build) && write_headers(where, out);
    good &= put(out / "header.html",
                replaced(asset(where, "header.html"), "@MAP@", all.map()));
    const auto root = where.root().generic_string();
    const auto here = out.generic_string();
    good &= put(
        out / "Doxyfile",
        "@INCLUDE = \"" + root + "/docs/site/Doxyfile\"\n" + "OUTPUT_DIRECTORY = \"" +
            here + "\"\n" + "INPUT = \"" + here + "/pages\" \"" + here + "/include\"\n" +
            "STRIP_FROM_PATH = \"" + here + "/include\"\n" + "STRIP_FROM_INC_PATH = \"" +
            here + "/include\"\n" + "USE_MDFILE_AS_MAINPAGE = \"" + here +
            "/pages/index.md\"\n" + "HTML_HEADER = \"" + here + "/header.html\"\n" +
            "HTML_FOOTER = \"" + root + "/docs/site/footer.html\"\n" +
            "LAYOUT_FILE = \"" + root + "/docs/site/layout.xml\"\n" +
            "HTML_EXTRA_STYLESHEET = \"" + here + "/tools/doxygen-awesome.css\" \"" +
            root + "/docs/site/site.css\"\n" + "HTML_EXTRA_FILES = \"" + root +
            "/docs/site/site.js\" \"" + root + "/docs/site/search.js\" \"" + root +
            "/docs/session.svg\" \"" + here + "/tools/mermaid.min.js\"\n");
    return good ? kit::status_good : kit::status_failed;
}

} // namespace
} // namespace site

int main(int argc, char** argv) {
    const kit::arguments words(argv + 1, argv + argc);
    std::error_code error;
    const auto where = kit::project::find(kit::fs::current_path(error));
    if (where && words.size() == 3 && words[0] == "pages")
        return site::pages(*where, kit::fs::absolute(words[1]),
                           kit::fs::absolute(words[2]));
    if (where && words.size() == 2 && words[0] == "finish")
        return site::finish(kit::fs::absolute(words[1])) ? kit::status_good
                                                         : kit::status_failed;
    kit::complain("usage: site pages OUT BUILD | site finish OUT");
    return kit::status_wrong_call;
}
