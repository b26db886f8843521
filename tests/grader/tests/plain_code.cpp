#include "plain_code.hpp"

#include <algorithm>
#include <sstream>

#include "one_line.hpp"
#include "text/files.hpp"

namespace kit_test {
namespace {

std::vector<snippet> of_c() {
    return {
        {"<cstdio>", "char b[8]; std::sprintf(b, \"%d\", 5); if (ends) std::puts(b);", "",
         ""},
        {"<cstdio>", "char b[8]; std::snprintf(b, sizeof b, \"%s\", \"x\");", "", ""},
        {"<cstdio>", "if (ends) std::printf(\"%d\\n\", 1);", "", ""},
        {"<cstdio>", "if (ends) std::fprintf(stderr, \"%s\", \"note\\n\");", "", ""},
        {"<cstdio>", "int n = 0; std::sscanf(\"7\", \"%d\", &n);", "", ""},
        {"<cstdio>", "if (ends) std::fputs(\"x\", stderr); std::fflush(stderr);", "", ""},
        {"<cstdio>", "std::setvbuf(stdout, nullptr, _IONBF, 0);", "", ""},
        {"<ctime>", "std::time_t t = std::time(nullptr); std::localtime(&t);", "", ""},
        {"<ctime>",
         "char b[20]; std::time_t t = 0; std::strftime(b, 20, \"%Y\", std::gmtime(&t));",
         "", ""},
        {"<ctime>", "static_cast<void>(std::clock());", "", ""},
        {"<ctime>", "std::timespec now{}; std::timespec_get(&now, TIME_UTC);", "", ""},
        {"<cstdlib>", "static_cast<void>(std::getenv(\"DEBUG\"));", "", ""},
        {"<cstdlib>", "std::srand(1); static_cast<void>(std::rand());", "", ""},
        {"<cstdlib>", "static_cast<void>(std::strtol(\"12\", nullptr, 10));", "", ""},
        {"<cstdlib>", "static_cast<void>(std::strtof(\"1.5\", nullptr));", "", ""},
        {"<cstdlib>", "static_cast<void>(std::atof(\"1.5\"));", "", ""},
        {"<cstdlib>", "volatile int n = -3; n = std::abs(n) + std::div(n, 2).quot;", "",
         ""},
        {"<cstdlib>",
         "int a[2]{2, 1}; std::qsort(a, 2, sizeof(int), [](const void*, const void*) { "
         "return 0; });",
         "", ""},
        {"<cstdlib>", "std::free(std::aligned_alloc(64, 64));", "", ""},
        {"<cstring>", "std::free(strdup(\"copy\"));", "", ""},
        {"<cstring>",
         "char b[9] = \"a\"; std::strcat(b, \"b\"); std::strncat(b, \"c\", 1);", "", ""},
        {"<cstring>", "char b[] = \"a b\"; std::strtok(b, \" \");", "", ""},
        {"<cstring>",
         "volatile std::size_t n = std::strspn(\"aab\", \"a\") + std::strcspn(\"b\", "
         "\"a\"); (void)n;",
         "", ""},
        {"<cstring>", "static_cast<void>(std::strpbrk(\"ab\", \"b\"));", "", ""},
        {"<cstring>", "static_cast<void>(std::strcoll(\"a\", \"b\"));", "", ""},
        {"<strings.h>", "static_cast<void>(strcasecmp(\"A\", \"a\"));", "", ""},
        {"<cctype>", "static_cast<void>(std::ispunct('.') + std::isupper('A'));", "", ""},
        {"<cwchar>", "static_cast<void>(std::wcslen(L\"wide\"));", "", ""},
        {"<cmath>", "volatile double x = 2; x = std::sqrt(x) + std::pow(x, 0.5);", "",
         ""},
        {"<cmath>", "volatile float x = 2; x = std::sin(x) * std::floor(x);", "", ""},
        {"<cmath>", "volatile long double x = 2; x = std::log2(x) + std::hypot(x, x);",
         "", ""},
        {"<cmath>", "volatile double x = 2; x = std::fmod(x, 2) + std::lround(x);", "",
         ""},
        {"<complex>",
         "volatile double d = std::abs(std::complex<double>(3, 4)); (void)d;", "", ""},
        {"<csignal>", "std::signal(SIGPIPE, SIG_IGN);", "", ""},
        {"<cassert>", "volatile int one = 1; assert(one == 1);", "", ""},
        {"<cerrno>", "errno = 0;", "", ""},
        {"<arpa/inet.h>", "volatile unsigned n = (htonl)(1); (void)n;", "", ""},
    };
}

std::vector<snippet> of_the_compiler() {
    return {
        {"<bit>", "volatile unsigned n = 5; n = unsigned(std::popcount(n + 0u));", "",
         ""},
        {"<bit>", "volatile unsigned long n = 5; n = n + std::countl_zero(n + 0ul);", "",
         ""},
        {"", "volatile unsigned long long n = 5; n = n + __builtin_popcountll(n);", "",
         ""},
        {"", "volatile unsigned long long n = 5; n = n + __builtin_parityll(n);", "", ""},
        {"", "__extension__ volatile unsigned __int128 n = 7; n = n / 3 % 2;", "", ""},
        {"",
         "__extension__ volatile __int128 n = 7; n = n / 3; volatile double d = "
         "double(n); (void)d;",
         "", ""},
        {"",
         "volatile long long a = 1; long long r = 0; static_cast<void>("
         "__builtin_mul_overflow(a + 0, 2, &r));",
         "", ""},
        {"",
         "__extension__ __int128 r = 0; volatile long a = 1; static_cast<void>("
         "__builtin_mul_overflow(__extension__ __int128(a), __extension__ "
         "__int128(a), &r));",
         "", ""},
        {"<complex>",
         "volatile double x = 2; std::complex<double> c(x, x); c *= c; c /= "
         "c;",
         "", ""},
        {"", "static thread_local int n = 0; ++n;", "", ""},
        {"", "global: int debug_level = 0;", "", ""},
        {"", "global: const char* log_prefix = \"exchange\"; int calls_made[4] = {};", "",
         ""},
        {"", "global: int twice(int n) { return 2 * n; }", "", ""},
        {"", "global: extern \"C\" int thrice(int n) { return 3 * n; }", "", ""},
        {"", "global: struct meter { static int reading; }; int meter::reading = 1;", "",
         ""},
        {"<string>", "global: std::string greeting = \"hello\";", "", ""},
        {"<vector>", "global: namespace { std::vector<int> noted; }", "", ""},
        {"", "global: static int counter = 0; inline int& counted() { return counter; }",
         "", ""},
        {"", "global: thread_local int depth_now = 0;", "", ""},
        {"", "global: template <class T> T largest = T(1); template int largest<int>;",
         "", ""},
    };
}

std::vector<snippet> of_words_that_look_like_assembly() {
    return {
        {"", "volatile int asm_count = 0, __asm_ = 0; asm_count = __asm_;", "", ""},
        {"", "/* asm(\"nop\") */ // and __asm__ volatile(\"nop\")\n", "", ""},
        {"", "// asm \\\n asm(\"nop\");\n", "", ""},
        {"", "static_cast<void>(\"asm(nop)\"); static_cast<void>(u8\"asm\");", "", ""},
        {"", "static_cast<void>(u8R\"(say \"asm\" aloud)\");", "", ""},
        {"<asm/types.h>", "static_cast<void>(R\"x(\n#APP\n\tasm\n)x\");", "", ""},
    };
}

std::vector<snippet> of_the_library() {
    return {
        {"<thread>", "std::this_thread::sleep_for(std::chrono::milliseconds(1));", "",
         ""},
        {"<thread>", "std::thread([] {}).join();", "", ""},
        {"<future>", "std::async(std::launch::async, [] { return 1; }).get();", "", ""},
        {"<mutex>", "static std::mutex m; const std::lock_guard hold(m);", "", ""},
        {"<mutex>", "static std::once_flag f; std::call_once(f, [] {});", "", ""},
        {"<shared_mutex>", "static std::shared_mutex m; const std::shared_lock hold(m);",
         "", ""},
        {"<condition_variable>", "static std::condition_variable c; c.notify_all();", "",
         ""},
        {"<atomic>", "static std::atomic<long> n{0}; n.fetch_add(1);", "", ""},
        {"<stop_token>", "std::stop_source s; s.request_stop();", "", ""},
        {"<thread>", "std::jthread([](const std::stop_token&) {}).request_stop();", "",
         ""},
        {"<latch>", "std::latch l(1); l.count_down(); l.wait();", "", ""},
        {"<semaphore>", "std::counting_semaphore<2> s(1); s.acquire();", "", ""},
        {"<barrier>", "std::barrier<> b(1); b.arrive_and_wait();", "", ""},
        {"<atomic>", "std::atomic<int> n{0}; n.notify_all(); n.wait(1);", "", ""},
        {"<chrono>", "static_cast<void>(std::chrono::system_clock::now());", "", ""},
        {"<chrono>", "static_cast<void>(std::chrono::steady_clock::now());", "", ""},
        {"<random>", "std::mt19937 g(1); std::uniform_int_distribution<int> d; d(g);", "",
         ""},
        {"<random>", "std::random_device d; static_cast<void>(d());", "", ""},
        {"<random>", "std::mt19937 g(1); std::normal_distribution<double> d; d(g);", "",
         ""},
        {"<iostream>", "if (ends) std::cout << std::hex << 255 << std::endl;", "", ""},
        {"<iostream>",
         "if (ends) std::clog << 1.5 << std::flush; std::cerr << std::flush;", "", ""},
        {"<iomanip>",
         "std::ostringstream o; o << std::setw(4) << std::setfill('0') << 7;", "", ""},
        {"<sstream>", "int n = 0; std::istringstream(\"12\") >> n;", "", ""},
        {"<string>", "static_cast<void>(std::to_string(1.5) + std::to_string(7));", "",
         ""},
        {"<string>", "static_cast<void>(std::stoi(\"12\") + std::stod(\"1.5\"));", "",
         ""},
        {"<charconv>", "double d = 0; std::from_chars(\"1.5\", \"1.5\" + 3, d);", "", ""},
        {"<regex>", "static_cast<void>(std::regex_match(\"ab\", std::regex(\"a.\")));",
         "", ""},
        {"<locale>", "static_cast<void>(std::isalpha('a', std::locale()));", "", ""},
        {"<algorithm>",
         "int a[3]{3, 1, 2}; std::sort(a, a + 3); std::stable_sort(a, a + "
         "3);",
         "", ""},
        {"<unordered_map>", "std::unordered_map<std::string, int> m; m[\"a\"] = 1;", "",
         ""},
        {"<map>", "std::map<int, int> m; m.emplace(1, 2); m.erase(1);", "", ""},
        {"<memory>", "const auto p = std::make_shared<int>(1); const auto q = p;", "",
         ""},
        {"<memory_resource>",
         "std::pmr::monotonic_buffer_resource r; static_cast<void>("
         "r.allocate(8));",
         "", ""},
        {"<functional>", "std::function<int()> f = [] { return 1; }; f();", "", ""},
        {"<stdexcept>",
         "try { throw std::runtime_error(\"x\"); } catch (const "
         "std::exception&) {}",
         "", ""},
        {"", "try { throw 1; } catch (int) {} try { throw nullptr; } catch (...) {}", "",
         ""},
        {"<typeinfo>", "static_cast<void>(typeid(std::string).name());", "", ""},
        {"<variant>",
         "std::variant<int, char> v = 'a'; static_cast<void>("
         "std::get<char>(v));",
         "", ""},
        {"<bitset>", "static_cast<void>(std::bitset<70>(5).to_string());", "", ""},
        {"<valarray>", "std::valarray<double> v{1, 4}; v = std::sqrt(v);", "", ""},
    };
}

} // namespace

std::vector<snippet> plain_code() {
    auto all = of_c();
    for (const auto& more :
         {of_the_compiler(), of_the_library(), of_words_that_look_like_assembly()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<snippet> forbidden_code() {
    const std::string files = "which reads or changes files: keep what you need";
    const std::string processes =
        "which starts, ends or looks at processes: leave it out";
    const std::string seam = "which goes past net::, where no test can see it: use net::";
    const std::string assembly =
        "which no lesson needs and no grader can judge: write it in C++";
    const std::string ends =
        "which ends the whole program, which is the tests' own here: "
        "return an error to your caller";
    return {
        {"<cstdio>", "std::fopen(\"x\", \"r\");", "fopen", files},
        {"<fstream>", "std::ofstream file(\"log.txt\");", "std::ofstream", files},
        {"<fstream>", "std::ifstream file(\"log.txt\");", "std::ifstream", files},
        {"<cstdio>", "std::remove(\"x\");", "remove", files},
        {"<unistd.h>", "::getpid();", "getpid", processes},
        {"<cstdlib>", "std::system(\"ls\");", "system", processes},
        {"<unistd.h>", "::fork();", "fork", processes},
        {"<sys/socket.h>", "::send(1, \"\", 0, 0);", "send", seam + "send"},
        {"<sys/socket.h>", "::recv(1, nullptr, 0, 0);", "recv", seam + "recv"},
        {"<unistd.h>", "::close(99);", "close", seam + "close"},
        {"<unistd.h>", "static_cast<void>(::write(1, \"\", 0));", "write", seam + "send"},
        {"<fcntl.h>", "::fcntl(99, 0);", "fcntl", seam + "set_nonblocking"},
        {"<cstdlib>", "if (ends) std::exit(0);", "exit", ends},
        {"<unistd.h>", "if (ends) ::_exit(0);", "_exit", ends},
        {"<csignal>", "if (ends) std::raise(SIGTERM);", "raise",
         "which sends a signal: return an error"},
        {"<csignal>", "::sigaction(SIGPIPE, nullptr, nullptr);", "sigaction",
         "which changes what signals do to the test program: leave it out, or use "
         "std::signal"},
        {"<cstdio>", "if (ends) std::getchar();", "getchar",
         "which reads standard input, and nothing comes from there in this lesson: take "
         "the bytes from the connection"},
        {"<cstdlib>", "::setenv(\"A\", \"1\", 1);", "setenv",
         "which changes the environment: keep the value in a variable"},
        {"<clocale>", "std::setlocale(LC_ALL, \"C\");", "setlocale",
         "which changes the locale of the whole program: imbue one stream"},
        {"<dlfcn.h>", "::dlsym(nullptr, \"send\");", "dlsym",
         "which looks for functions in libraries: call the function by its name"},
        {"<sys/mman.h>", "::munmap(nullptr, 0);", "munmap",
         "which changes how memory is mapped: use std::vector"},
        {"<csetjmp>", "std::jmp_buf b; static_cast<void>(setjmp(b));", "_setjmp",
         "which jumps past the functions that called yours: return an error, or throw"},
        {"<unistd.h>", "::syscall(39);", "syscall",
         "which is a call of the operating system"},
        {"<pthread.h>", "if (ends) ::pthread_exit(nullptr);", "pthread_exit",
         "which reaches into other threads: use std::thread"},
        {"<bit>", "asm volatile(\"nop\");", "assembly", assembly},
        {"", "global: asm(\".globl label\");", "assembly", assembly},
        {"", "global: #define NO_OPERATION __asm__ volatile(\"nop\")", "assembly",
         assembly},
        {"", "global: template <class T> void keep(T x) { __asm(\"\" : \"+r\"(x)); }",
         "assembly", assembly},
        {"", "global: extern \"C\" int renamed() __asm__(\"abort\");", "assembly",
         assembly},
        {"", "register long at __asm__(\"rsp\"); static_cast<void>(at);", "assembly",
         assembly},
    };
}

std::vector<std::vector<snippet>> in_parts(const std::vector<snippet>& all,
                                           std::size_t most) {
    std::vector<std::vector<snippet>> parts;
    for (std::size_t at = 0; at < all.size(); at += most)
        parts.emplace_back(all.begin() + static_cast<long>(at),
                           all.begin() +
                               static_cast<long>(std::min(at + most, all.size())));
    return parts;
}

std::string with_code(const std::string& answer, const std::vector<snippet>& all,
                      bool runs) {
    std::ostringstream text;
    for (const auto& one : all)
        if (!one.include.empty())
            text << "#include " << one.include << "\n";
    std::string calls;
    int number = 0;
    for (const auto& one : all) {
        if (one.code.starts_with("global: ")) {
            text << one.code.substr(8) << "\n";
            continue;
        }
        const std::string name = "plain_" + std::to_string(++number);
        text << "static void " << name
             << "() { [[maybe_unused]] static volatile bool ends = false; " << one.code
             << " }\n";
        calls += " " + name + "();";
    }
    text << "[[maybe_unused]] static void run_all() {" << calls << " }\n";
    if (runs)
        text << "static const bool all_ran = (run_all(), true);\n";
    return text.str() + answer;
}

std::string missing_in(std::string_view said, const std::string& file,
                       const std::string& text, const snippet& one) {
    const auto lines = kit::lines_of(text);
    const std::string lead = "global: ";
    const auto code = one.code.substr(one.code.starts_with(lead) ? lead.size() : 0);
    std::size_t line = 0;
    while (line < lines.size() && lines[line].find(code) == std::string::npos)
        ++line;
    const std::string wanted =
        file + ":" + std::to_string(line + 1) + " uses " + one.name + ", " + one.why;
    return in_one_line(said).find(wanted) == std::string::npos ? wanted : "";
}

} // namespace kit_test
