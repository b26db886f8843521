#if __INCLUDE_LEVEL__ < 100
#include "./twice.hpp"
#include "twice.hpp"
#endif
