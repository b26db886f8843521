#include "page.hpp"

#include "markup.hpp"

namespace kit {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --good: #1a7f37; --bad: #c22d36; --faint: #59636e;
  --line: #d0d7de; --back: #fff; --code: #f3f5f7; --text: #1f2328; }
@media (prefers-color-scheme: dark) { :root { --good: #4fc163; --bad: #ff7b72;
  --faint: #9aa4ae; --line: #3a424b; --back: #14181d; --code: #1e242b; --text: #e2e6ea; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 70rem; background: var(--back);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
a { color: inherit; }
.faint { color: var(--faint); }
.good { color: var(--good); } .bad { color: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0;
  padding: 0; cursor: pointer; }
th[aria-sort=ascending] button::after { content: " \2191"; }
th[aria-sort=descending] button::after { content: " \2193"; }
td.n, th.n { text-align: right; }
pre { background: var(--code); padding: .75rem; overflow-x: auto; margin: .4rem 0;
  font: .85rem/1.35 ui-monospace, monospace; border-radius: 4px; }
summary { cursor: pointer; padding: .15rem 0; }
.cell { display: inline-block; width: 1.1rem; height: 1.1rem; border-radius: 3px;
  border: 1px solid var(--line); vertical-align: -.2rem; }
svg text { fill: var(--text); font: 12px system-ui, sans-serif; }
)";

} // namespace

std::string page(std::string_view title, std::string_view body, std::string_view script,
                 std::string_view more_style) {
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
        "\n<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>" +
        escaped(title) + "</title>\n<style>" + std::string(style) +
        std::string(more_style) + "</style>\n</head>\n<body>\n<main>\n<h1>" +
        escaped(title) + "</h1>\n" + std::string(body) + "</main>\n";
    if (!script.empty())
        out += "<script>\n" + std::string(script) + "</script>\n";
    return out + "</body>\n</html>\n";
}

} // namespace kit
