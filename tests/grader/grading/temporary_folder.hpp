// The grader's folder for what is gone after it.
#pragma once

#include <string>

#include "../text/files.hpp"
#include "os/file_lock.hpp"

namespace kit::grading {

/// A folder below `in`, closed to other users; gone with this object. It was not there
/// before: nothing in it is anyone else's. What processes that were killed have left
/// there is removed by the next one.
class temporary_folder {
  public:
    explicit temporary_folder(const fs::path& in);
    temporary_folder() : temporary_folder(system_folder()) {}
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    /// Empty: it could not be made.
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    /// The system's one for temporary files; empty: there is none.
    static fs::path system_folder();

    fs::path path_;
    grader::os::file_lock alive_;
};

} // namespace kit::grading
