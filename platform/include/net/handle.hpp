// net::native_handle and net::invalid_handle.
#pragma once

// Each system folder has one file of this name; the build picks the folder.
#include <net/native.hpp>
