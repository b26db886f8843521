#include "write.hpp"

#include <system_error>

#include "gnuplot.hpp"
#include "html.hpp"
#include "text/files.hpp"

namespace bench {
namespace {

void add_plots(page_parts& to, const std::filesystem::path& folder) {
    const auto wanted = plots(to.of);
    if (wanted.empty())
        return;
    const auto gnuplot = find_gnuplot();
    if (!gnuplot) {
        to.notes.emplace_back("There are no pictures: gnuplot is not installed here "
                              "(Debian: gnuplot-nox).");
        return;
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error); // gnuplot works in it
    for (const plot& each : wanted) {
        std::string why;
        if (auto made = draw(*gnuplot, each, folder, why))
            to.plots.emplace_back(each, std::move(*made));
        else
            to.notes.push_back("The picture \"" + each.name + "\" is missing: " + why +
                               ".");
    }
}

} // namespace

std::vector<std::string> write_report(const report& of, const comparison* change,
                                      const std::filesystem::path& out) {
    page_parts parts{of, change, {}, {}};
    add_plots(parts, out / "plots");
    std::vector<std::string> sentences = parts.notes;
    const auto file = out / "report.html";
    sentences.push_back(kit::write_file(file, page_of(parts))
                            ? "The report is " + file.string()
                            : "Cannot write " + file.string() +
                                  "; --out FOLDER puts it elsewhere.");
    return sentences;
}

} // namespace bench
