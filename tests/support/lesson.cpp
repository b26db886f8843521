#include "lesson.hpp"

#include <utility>

#include <net/names.hpp>

namespace support {
namespace {

std::string joined(const std::vector<std::string>& items) {
    std::string all;
    for (const auto& item : items)
        all += (all.empty() ? "" : "; ") + item;
    return all;
}

/// How many calls the code under test has made. A plan's hooks may stay unused, so
/// plan_unused() would not tell whether fail_any was reached.
int calls_made() {
    int all = 0;
    for (auto fn = net::script::call::socket; fn <= net::script::call::poll;
         fn = static_cast<net::script::call>(static_cast<int>(fn) + 1))
        all += net::script::count(fn);
    return all;
}

/// The call that the plan made fail, for the sentence about it.
std::string failed_call(net::script::call& fn) {
    for (const auto& r : net::script::trace())
        if (r.scripted && r.error && r.actor.empty()) {
            fn = r.fn;
            return net::script::call_text(r);
        }
    return "no call";
}

/// The question that the timeline answers, for what was really done wrong.
std::string_view advice_about_misuse() {
    using kind = net::script::misuse_kind;
    switch (net::script::first_misuse()) {
    case kind::second_close:
        return "A socket is closed once, by its one owner. In the timeline: which line "
               "closes it, and which one comes too late?";
    case kind::after_close:
        return "A socket is not used after its close: its number may be another one's by "
               "then. In the timeline: which line closes it, and which one comes too "
               "late?";
    case kind::no_socket:
    case kind::none:
        break;
    }
    return "That call needs a socket, and the handle that it gets is none. In the "
           "timeline: was one opened before, did that fail, or was it closed or given "
           "away?";
}

/// The same for a socket that was left open: a test may have made a call fail.
std::string_view advice_about_leak() {
    for (const auto& r : net::script::trace())
        if (r.scripted && r.error && r.actor.empty())
            return "Every socket that is opened must be closed, on every way out. In the "
                   "timeline: find the call that the test made fail. Which way out does "
                   "your code take after it, and what closes the socket there?";
    return "Every socket that is opened must be closed, on every way out. In the "
           "timeline no call closes what is still open: which of your functions should "
           "have, and does your code get there?";
}

bool is_of_known_category(std::error_code error) {
    for (const auto* known : {&net::native_category(), &net::name_category(),
                              &std::generic_category(), &std::system_category()})
        if (&error.category() == known)
            return true;
    return false;
}

} // namespace

void fail_with(std::string_view expected, std::string_view call, std::error_code error) {
    if (!is_of_known_category(error)) {
        const advice about_the_category(
            "Hand on the error that a net:: call answered, or make one with "
            "std::make_error_code(std::errc::...). Whoever calls your function compares "
            "with those.");
        fail(expected, std::string(call) + " answers an error of a category of your own");
    }
    const std::string happened = std::string(call) + " answers " + in_words(error);
    if (!is(error, std::errc::bad_file_descriptor) || net::script::misuse().empty())
        fail(expected, happened);
    const advice about_the_handle(advice_about_misuse());
    fail(expected, happened);
}

void lesson_test::SetUp() {
    net::script::reset();
}

void lesson_test::TearDown() {
    if (!HasFailure() && !IsSkipped())
        expect_handles_in_order();
    net::script::reset();
}

void expect_handles_in_order() {
    if (const auto wrong = net::script::misuse(); !wrong.empty()) {
        teaches("", advice_about_misuse());
        fail("each socket is used only while it is open, and closed once", joined(wrong));
    }
    if (const auto open = net::script::open_handles(); !open.empty()) {
        teaches("", advice_about_leak());
        fail("every socket is closed", "still open: " + joined(open));
    }
}

void with_every_fault(std::string_view name, const std::function<std::error_code()>& act,
                      const std::function<bool(net::script::call)>& tolerated) {
    const std::string function(name);
    for (int n = 0;; ++n) {
        net::script::reset();
        net::script::fail_any(n);
        const std::error_code error = act();
        if (calls_made() <= n) { // the plan reached no call: nothing is left to fail
            if (error) {
                const advice nothing_failed(
                    "Here the test made no call fail. In the timeline: does one fail all "
                    "the same, or does the error come from your own code?");
                fail(function + " succeeds when no call fails",
                     function + " answers " + in_words(error));
            }
            expect_handles_in_order();
            return;
        }
        auto fn = net::script::call::socket;
        const auto call = failed_call(fn);
        const auto injected = net::script::injected();
        const bool may_survive = tolerated && tolerated(fn);
        if (!error && !may_survive)
            fail(function + " reports that " + call + " failed", function + " succeeds");
        if (error && error != injected)
            fail(function + " answers " + in_words(injected) + ", for " + call +
                     " failed so",
                 function + " answers " + in_words(error));
        expect_handles_in_order();
    }
}

background::background(std::function<void()> work)
    : thread_([this, work = std::move(work)] {
          try {
              work();
          } catch (...) {
              failure_ = std::current_exception();
          }
      }) {}

background::~background() {
    if (thread_.joinable())
        thread_.join();
    if (failure_)
        left_early();
}

void background::join() {
    thread_.join();
    if (failure_)
        std::rethrow_exception(std::exchange(failure_, nullptr));
}

} // namespace support
