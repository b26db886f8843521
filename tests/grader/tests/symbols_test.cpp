// Which names a submission's objects may use and define.
#include <gtest/gtest.h>

#include "grading/sections.hpp"
#include "grading/symbols.hpp"
#include "text/files.hpp"

namespace {

using kit::grading::scopes_of;
using names = std::vector<std::string>;

kit::grading::allowed_names allowed() {
    return kit::grading::allowed_names(
        kit::read_file(kit::fs::path(KIT_PROJECT) / "tests/grader/grading/allowed.txt")
            .value());
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

TEST(allowed_names, keep_processes_and_files_out) {
    const auto list = allowed();
    for (const char* name :
         {"memcpy", "_ZSt4cout", "_ZN3net4sendEiPKvm", "_ZN3tcp8send_allERKNS_6socketE",
          "_Znwm", "_ZTIi", "_ZTIPKc", "__stack_chk_fail",
          "_ZNSt7__cxx1112basic_stringIcE4sizeEv"})
        EXPECT_TRUE(list.may_use(name, false)) << name;
    for (const char* name :
         {"_exit", "fork", "open", "getenv", "dlsym", "socket", "setenv", "syscall",
          "kill", "_ZN3net2os4sendEi", "_ZN3net6script4planEv",
          "_ZNSt13basic_filebufIcE4openEv",
          "_ZNSt10filesystem6removeERKNS_7__cxx114pathE", "_ZTI", "_ZTIN7testing4TestE",
          "_ZNSt6vectorIN7support4peerESaIS1_EED1Ev",
          "_ZN7testing8UnitTest11GetInstanceEv", "_ZN7support4failEv", "_ZN6helperEv"})
        for (const bool programs : {false, true})
            EXPECT_FALSE(list.may_use(name, programs)) << name;
}

TEST(allowed_names, give_whole_programs_threads_and_an_end) {
    const auto list = allowed();
    for (const char* name :
         {"_ZNSt6thread4joinEv", "exit", "_Exit", "nanosleep", "stdin"}) {
        EXPECT_TRUE(list.may_use(name, true)) << name;
        EXPECT_FALSE(list.may_use(name, false)) << name;
    }
}

TEST(allowed_names, let_define_what_is_ones_own) {
    const auto list = allowed();
    EXPECT_TRUE(list.may_define("_ZN3tcp8send_allERKNS_6socketE", false, false));
    EXPECT_TRUE(list.may_define("_Z6helperi", false, false));
    EXPECT_TRUE(list.may_define("_ZNSt6vectorIiE4sizeEv", true, false)); // a copy
    EXPECT_TRUE(list.may_define("main", false, true));
    EXPECT_FALSE(list.may_define("main", false, false));
    EXPECT_FALSE(list.may_define("_ZNSt6vectorIiE4sizeEv", false, false));
    for (const char* name : {"write", "_Znwm", "_ZN3net4sendEiPKvm", "_ZN7testing4TestEv",
                             "_ZN7support4failEv", "_ZN6grader2os5childE"})
        EXPECT_FALSE(list.may_define(name, false, true)) << name;
    EXPECT_FALSE(list.may_define("_ZN7support4failEv", true, true));
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
    for (const char* name :
         {".preinit_array", ".gnu.lto_main", ".interp", ".gnu.warning.f", ".textual",
          ".text^Jfoo", ".dynamic", ".gnu.linkonce.t.f", ".init_array"})
        EXPECT_EQ(told(name, "PROGBITS"), 1u) << name;
    EXPECT_EQ(told(".data.early", "PREINIT_ARRAY"), 1u);
    EXPECT_EQ(told(".data early", "PROGBITS"), 1u);
}

} // namespace
