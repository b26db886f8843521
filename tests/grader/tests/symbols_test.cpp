// Which names a submission's objects may use and define.
#include <gtest/gtest.h>

#include "grading/linker_words.hpp"
#include "grading/sections.hpp"
#include "grading/symbols.hpp"
#include "text/files.hpp"

namespace {

using kit::grading::scopes_of;
using names = std::vector<std::string>;

kit::grading::name_rules rules_for(kit::grading::strictness strict) {
    return kit::grading::name_rules(
        kit::read_file(kit::fs::path(KIT_PROJECT) / "tests/grader/grading/names.txt")
            .value(),
        strict);
}

kit::grading::name_rules the_rules() {
    return rules_for(kit::grading::strictness::all);
}

TEST(scopes, are_those_of_the_mangled_name) {
    EXPECT_EQ(scopes_of("_ZN3net2os4sendEi"), (names{"net", "os", "send"}));
    EXPECT_EQ(scopes_of("_ZNK3tcp6socket6handleEv"), (names{"tcp", "socket", "handle"}));
    EXPECT_EQ(scopes_of("_ZTVN3tcp6socketE"), (names{"tcp", "socket"}));
    EXPECT_EQ(scopes_of("_ZSt9terminatev"), (names{"std", "terminate"}));
    EXPECT_EQ(scopes_of("_ZNSt7__cxx1112basic_stringIcE4sizeEv")[1], "basic_string");
    EXPECT_EQ(scopes_of("_ZNSo5flushEv"), (names{"std", "basic_ostream"}));
    EXPECT_EQ(scopes_of("_ZNSt13basic_filebufIcE4openEv")[1], "basic_filebuf");
    EXPECT_EQ(scopes_of("_ZGVZN3tcp4echoERKNS_6socketEE1x")[0], "tcp");
    EXPECT_EQ(scopes_of("_Znwm"), (names{"operator new"}));
    EXPECT_EQ(scopes_of("_Z6helperi"), (names{"helper"}));
    EXPECT_TRUE(scopes_of("_exit").empty());
}

TEST(name_rules, keep_processes_and_files_out) {
    const auto list = the_rules();
    for (const char* name :
         {"memcpy", "_ZSt4cout", "_ZN3net4sendEiPKvm", "_ZN3tcp8send_allERKNS_6socketE",
          "_Znwm", "_ZTIi", "_ZTIPKc", "__stack_chk_fail",
          "_ZNSt7__cxx1112basic_stringIcE4sizeEv"})
        EXPECT_TRUE(list.may_use(name, false)) << name;
    for (const char* name :
         {"_exit", "fork", "open", "environ", "dlsym", "socket", "setenv", "syscall",
          "kill", "_ZN3net2os4sendEi", "_ZN3net6script4planEv",
          "_ZNSt13basic_filebufIcE4openEv",
          "_ZNSt10filesystem6removeERKNS_7__cxx114pathE", "_ZTI", "_ZTIN7testing4TestE",
          "_ZNSt6vectorIN7support4peerESaIS1_EED1Ev",
          "_ZN7testing8UnitTest11GetInstanceEv", "_ZN7support4failEv", "_ZN6helperEv"})
        for (const bool programs : {false, true})
            EXPECT_FALSE(list.may_use(name, programs)) << name;
}

TEST(name_rules, give_whole_programs_an_end_and_input) {
    const auto list = the_rules();
    for (const char* name :
         {"exit", "_Exit", "atexit", "stdin", "sigaction", "longjmp"}) {
        EXPECT_TRUE(list.may_use(name, true)) << name;
        EXPECT_FALSE(list.may_use(name, false)) << name;
    }
}

TEST(name_rules, let_define_what_is_ones_own) {
    const auto list = the_rules();
    const auto may = [&](const char* name, bool weak, bool programs) {
        return list.may_define(name, weak, programs, true);
    };
    EXPECT_TRUE(may("_ZN3tcp8send_allERKNS_6socketE", false, false));
    EXPECT_TRUE(may("_Z6helperi", false, false));
    EXPECT_TRUE(may("debug_level", false, false));
    EXPECT_FALSE(list.may_define("debug_level", false, false, false)); // all would see it
    EXPECT_TRUE(may("_ZNSt6vectorIiE4sizeEv", true, false));           // a copy
    EXPECT_TRUE(may("main", false, true));
    EXPECT_FALSE(may("main", false, false));
    EXPECT_FALSE(may("_ZNSt6vectorIiE4sizeEv", false, false));
    for (const char* name :
         {"write", "malloc", "memcpy", "environ", "stdout", "_init", "__dso_handle",
          "_end", "odd name", "send@GLIBC_2.2.5", "_Znwm", "_ZN3net4sendEiPKvm",
          "_ZN7testing4TestEv", "_ZN7support4failEv", "_ZN6grader2os5childE"})
        EXPECT_FALSE(may(name, false, true)) << name;
    EXPECT_FALSE(may("_ZN7support4failEv", true, true));
}

TEST(name_rules, know_the_other_spellings_of_a_name) {
    const auto list = the_rules();
    for (const char* name : {"__sprintf_chk", "__isoc99_sscanf", "__isoc23_strtol",
                             "__memcpy_chk", "__imp_strlen"})
        EXPECT_TRUE(list.may_use(name, false)) << name;
    for (const char* name : {"fopen64", "__read_chk", "__imp_send", "lseek64", "open64"})
        EXPECT_FALSE(list.may_use(name, true)) << name;
}

TEST(name_rules, know_the_helpers_of_a_compiler) {
    const auto list = the_rules();
    for (const char* name :
         {"__popcountdi2", "__udivti3", "__mulodi4", "__muloti4", "__divdc3",
          "__floattidf", "__fixunsxfti", "__extendsftf2", "__atomic_fetch_add_8",
          "__aarch64_ldadd8_acq_rel", "__aeabi_uldivmod", "__powidf2", "__clzti2"})
        EXPECT_TRUE(list.may_use(name, false)) << name;
}

TEST(name_rules, forbid_only_what_they_know_where_they_do_not_know_all) {
    const auto list = rules_for(kit::grading::strictness::listed);
    EXPECT_TRUE(list.may_use("__stderrp", false));
    EXPECT_TRUE(list.may_use("_ZN5boost4asioEv", false));
    EXPECT_TRUE(list.may_define("debug_level", false, false, false));
    for (const char* name : {"fopen", "send", "WSASend", "CreateFileA", "exit",
                             "_ZNSt10filesystem6removeERKNS_7__cxx114pathE"})
        EXPECT_FALSE(list.may_use(name, false)) << name;
    EXPECT_FALSE(list.may_define("send", false, false, true));
}

/// Each reason in the list says why, and what to do instead.
TEST(name_rules, tell_what_to_do_instead_for_all_that_they_forbid) {
    const auto text =
        kit::read_file(kit::fs::path(KIT_PROJECT) / "tests/grader/grading/names.txt")
            .value();
    const auto list = the_rules();
    std::size_t forbidden = 0;
    for (const auto& line : kit::lines_of(text)) {
        if (line.empty() || line.starts_with("#") || line.starts_with("about ") ||
            line.starts_with("all "))
            continue;
        const std::size_t at = line.find_first_not_of(' ', line.find(' '));
        const auto name = line.substr(at, line.find(' ', at) - at);
        if (name.find("::") != std::string::npos)
            continue;
        for (const auto& one : kit::grading::expanded(name)) {
            ++forbidden;
            EXPECT_FALSE(list.may_use(one, false)) << one;
            EXPECT_TRUE(list.why_not(one).starts_with("which ")) << one;
            EXPECT_NE(list.why_not(one).find(": "), std::string::npos) << one;
        }
    }
    EXPECT_GT(forbidden, 30u);
}

// -- What nm and readelf say.

std::vector<kit::grading::object_names> two_objects() {
    return {{"exchange.cpp", "/secret/0.o", {}}, {"more.cpp", "/secret/1.o", {}}};
}

TEST(listed_names, are_those_of_each_object) {
    auto objects = two_objects();
    EXPECT_EQ(kit::grading::read_names("/secret/0.o: _Z1fv T 0000 0010\n"
                                       "/secret/0.o: memcpy U         \n"
                                       "/secret/1.o: hook w         \n"
                                       "/secret/1.o: table D 0\n",
                                       objects),
              "");
    ASSERT_EQ(objects[0].names.size(), 2u);
    EXPECT_EQ(objects[0].names[0].name, "_Z1fv");
    EXPECT_FALSE(objects[0].names[0].undefined());
    EXPECT_TRUE(objects[0].names[1].undefined());
    ASSERT_EQ(objects[1].names.size(), 2u);
    EXPECT_TRUE(objects[1].names[0].undefined());
}

TEST(listed_names, that_look_like_a_line_of_the_list_are_seen) {
    for (const char* listing :
         {"/secret/0.o: fopen W 0 0 T 0\n", "/secret/0.o: fopen W 0 U         \n",
          "/secret/0.o: fopen W 0 0\nx T 0\n", "/secret/0.o: a\n T 0\n",
          "/secret/0.o: a\n/guessed/0.o: fopen W 0 0\n", "/secret/0.o: a b\n"}) {
        auto objects = two_objects();
        EXPECT_NE(kit::grading::read_names(listing, objects), "") << listing;
    }
}

TEST(listed_sections, of_a_compiler_are_known_and_others_told) {
    const auto told = [](const std::string& name, const std::string& type) {
        return kit::grading::odd_sections("  [Nr] Name   Type   Address\n"
                                          "  [ 0]        NULL   0000000000000000\n"
                                          "  [12] " +
                                          name + "   " + type + "   0000 0000\n")
            .size();
    };
    for (const char* name : {".text", ".text._Z1fv", ".data.rel.ro", ".rela.debug_info",
                             ".note.GNU-stack", ".debug_line", ".gcc_except_table"})
        EXPECT_EQ(told(name, "PROGBITS"), 0u) << name;
    EXPECT_EQ(told(".init_array.00101", "INIT_ARRAY"), 0u);
    EXPECT_EQ(told(".note.gnu.property", "NOTE"), 0u);
    EXPECT_EQ(told(".llvm_addrsig", "LOOS+0xfff4c03"), 0u); // Clang's
    EXPECT_EQ(told(".llvm_addrsig", "LLVM_ADDRSIG"), 0u);
    EXPECT_EQ(told(".llvm_addrsig", "PREINIT_ARRAY"), 1u);
    for (const char* name :
         {".preinit_array", ".gnu.lto_main", ".interp", ".gnu.warning.f", ".textual",
          ".text^Jfoo", ".dynamic", ".gnu.linkonce.t.f", ".init_array"})
        EXPECT_EQ(told(name, "PROGBITS"), 1u) << name;
    EXPECT_EQ(told(".data.early", "PREINIT_ARRAY"), 1u);
    EXPECT_EQ(told(".data early", "PROGBITS"), 1u);
}

TEST(listed_sections, have_room_for_so_many_static_variables) {
    const auto told = [](const std::string& sizes) {
        return kit::grading::odd_sections(sizes).size();
    };
    const std::string large =
        "  [ 4] .bss    NOBITS  0000000000000000 000040 2000000 00\n";
    const std::string small =
        "  [ 5] .tbss.x NOBITS  0000000000000000 000040 000001 00\n";
    EXPECT_EQ(told(large + large), 0u); // 64 MiB in all
    EXPECT_EQ(told(large + large + small), 1u);
    EXPECT_EQ(
        told("  [ 4] .bss    NOBITS  0000000000000000 000040 ffffffffffffffff 00\n"
             "  [ 5] .bss.x  NOBITS  0000000000000000 000040 ffffffffffffffff 00\n"),
        1u);
}

TEST(linkers, are_understood) {
    const std::vector<std::string> named{
        "This is missing: tcp::echo, v.",
        "No .cpp file of the lesson defines it, or not in that namespace, or not with "
        "exactly the parameters that the header has:",
        "  tcp::echo(std::span<std::byte const>)", "  v", "other words"};
    using kit::grading::with_missing_named;
    const std::string echo =
        "tcp::echo(std::span<std::byte const, 18446744073709551615ul>)";
    EXPECT_EQ(
        with_missing_named({"/usr/bin/ld: a.o: in function `main':",
                            "a.cpp:1: undefined reference to `" + echo + "'",
                            "/usr/bin/ld: a.cpp:2: undefined reference to `" + echo + "'",
                            "a.cpp:3: undefined reference to `v'", "other words",
                            "collect2: error: ld returned 1 exit status"}),
        named);
    EXPECT_EQ(
        with_missing_named(
            {"a.o:a.cpp:function main: error: undefined reference to '" + echo + "'",
             "a.cpp: error: undefined reference to 'v'", "other words"}),
        named);
    EXPECT_EQ(with_missing_named({"ld.lld: error: undefined symbol: " + echo,
                                  ">>> referenced by a.cpp:1",
                                  "ld.lld: error: undefined symbol: v", "other words"}),
              named);
    const std::vector<std::string> twice{"multiple definition of `v'", "collect2: error"};
    EXPECT_EQ(with_missing_named(twice), twice);
}

} // namespace
