// What is assembly in a text of C++, and in what a compiler makes of it.
#include "grading/assembly.hpp"
#include "grading/tool.hpp"
#include "grading_fixture.hpp"
#include "text/code.hpp"

namespace {

using kit::grading::foreign;
using kit::grading::foreign_in;
using lines = std::vector<std::size_t>;

lines asm_in(std::string_view code) {
    return kit::lines_with_code(code, {"asm", "__asm", "__asm__"});
}

TEST(keywords_of_assembly, are_found_wherever_code_is) {
    EXPECT_EQ(asm_in("int f();\nasm(\"x\");\n"), lines{2});
    EXPECT_EQ(asm_in("void f() { __asm__ volatile(\"x\"); asm(\"\"); }\n__asm x"),
              (lines{1, 2}));
    EXPECT_EQ(asm_in("#define A \\\n  f(); \\\n  asm(\"x\")\n"), lines{3});
    EXPECT_EQ(asm_in("  # define A asm\n"), lines{1});
    EXPECT_EQ(asm_in("/* \n */ asm(\"x\")"), lines{2});
    EXPECT_EQ(asm_in("auto s = R\"(\n)\"; asm(\"x\");"), lines{2});
    EXPECT_EQ(asm_in("int n = 1'000; asm(\"x\"); int m = 2'000;"), lines{1});
    EXPECT_EQ(asm_in("#include <x>\nasm(\"x\");"), lines{2});
}

TEST(keywords_of_assembly, are_none_in_text_and_other_words) {
    for (const char* code :
         {"int asm_count, my_asm, asm2, _asm, __asm_;", "// asm", "// a \\\n asm\n",
          "/* asm\n asm */", "\"asm\"", "\"\\\" asm\"", "u8\"asm\"", "R\"(\" asm)\"",
          "u8R\"x()\" asm \" asm)x\"", "LR\"(\" asm)\"", "#include <asm/types.h>\n",
          "#pragma asm\n", "# if asm\n"})
        EXPECT_EQ(asm_in(code), lines{}) << code;
}

TEST(compiled_code, shows_assembly_by_the_compilers_marks) {
    for (const char* mark :
         {"#APP", "\t#APP", "/APP", "\t//APP", "\t@APP", "\t##InlineAsm Start",
          "                    # Start of file scope inline assembly"})
        EXPECT_EQ(foreign_in("\t.text\n" + std::string(mark) + "\n\tnop\n"),
                  foreign::assembly)
            << mark;
}

TEST(compiled_code, shows_assembly_that_a_name_brings) {
    for (const char* line :
         {"\tsyscall", "x: syscall", "x:y:\tsyscall", "\tcall\tf; syscall", "a;b;svc 0",
          "\t.ident\t\"x;\"; syscall", "/**/ syscall", "\t.incbin \"x\"", "\tint $0x80",
          "\t.include \"x\""})
        EXPECT_EQ(foreign_in(line), foreign::assembly) << line;
}

TEST(compiled_code, is_no_assembly_in_strings_and_names) {
    for (const char* line :
         {"\t.string\t\"\\n#APP\\n\"", "\t.ascii \"\\012#APP\\012; syscall\"",
          "\t.string\t\"a\\\"; syscall\"", "\tcall\tsyscall@PLT",
          "syscall_of_mine:", "\t.def\tmain;\t.scl\t2;\t.type\t32;\t.endef",
          "# %bb.0: ; syscall", "\tmovl\t$5, %eax  # #APP", "\tcvttsd2si\t%xmm0, %eax"})
        EXPECT_EQ(foreign_in(line), foreign::nothing) << line;
}

TEST(compiled_code, shows_data_among_code) {
    const std::string type = "\t.type\tx, @object\n", label = "x:\n\t.ascii\t\"\\017\"\n";
    EXPECT_EQ(foreign_in("\t.section\t.text,\"a\"\n" + type + label), foreign::data);
    EXPECT_EQ(foreign_in(type + "\t.section\t.text.y,\"ax\",@progbits\n" + label),
              foreign::data);
    EXPECT_EQ(foreign_in("\t.text\n" + type + "\t.data\n" + label), foreign::nothing);
    EXPECT_EQ(foreign_in("\t.section\t.rodata\n" + type + label), foreign::nothing);
    EXPECT_EQ(foreign_in("\t.text\n\t.type\tx, @function\n" + label), foreign::nothing);
}

/// What a compiler makes of the text; nothing: there is no such compiler.
std::string compiled(const std::string& compiler, const std::string& text) {
    const auto folder = grading_test::new_folder();
    EXPECT_TRUE(kit::write_file(folder / "a.cpp", text));
    static_cast<void>(kit::grading::run_tool({compiler, "-std=c++20", "-g1", "-S",
                                              (folder / "a.cpp").string(), "-o",
                                              (folder / "a.s").string()}));
    return kit::read_file(folder / "a.s").value_or("");
}

void expect_proofs_of(const std::string& compiler) {
    if (compiled(compiler, "int main() {}\n").empty())
        GTEST_SKIP() << "one compiler is enough, and " << compiler << " isn't it";
    for (const char* code :
         {"int main() { asm(\"nop\"); }", "asm(\".globl x\"); int main() {}",
          "#define A(x) __asm__ volatile(x)\nint main() { A(\"nop\"); }",
          "#define P(a, b) a##b\nint main() { P(a, sm)(\"nop\"); }",
          "template <class T> void f(T) { asm(\"nop\"); } int main() { f(0); }",
          "int main() { a\\\nsm(\"nop\"); }",
          "struct s { s() { asm goto(\"nop\" : : : : l); l:; } } made; int main() {}"})
        EXPECT_EQ(foreign_in(compiled(compiler, code)), foreign::assembly) << code;
    const std::string plain =
        "#include <iostream>\n#include <atomic>\n#include <thread>\n#include <regex>\n"
        "std::atomic<int> n;\nthread_local int asm_count = 1;\n"
        "int main() { std::cout << \"\\n#APP\\n\\tsyscall\\n\" << ++n << asm_count; "
        "switch (n) { case 1: throw 1; case 2: return 7; case 3: __builtin_trap(); "
        "case 4: return 5; case 5: return 3; default: n.wait(1); } }";
    EXPECT_EQ(foreign_in(compiled(compiler, plain)), foreign::nothing);
}

TEST(compilers, put_marks_around_assembly_gcc) {
    expect_proofs_of("g++");
}

TEST(compilers, put_marks_around_assembly_clang) {
    expect_proofs_of("clang++");
}

} // namespace
