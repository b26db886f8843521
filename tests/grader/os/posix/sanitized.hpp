// Inside grader_os: whether a sanitizer watches this program and reports by itself.
#pragma once

// GCC and MSVC define names, Clang answers __has_feature.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GRADER_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||               \
    __has_feature(memory_sanitizer)
#define GRADER_SANITIZED 1
#endif
#endif
