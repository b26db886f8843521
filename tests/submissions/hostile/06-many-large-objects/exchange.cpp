// Hostile: objects that are not too large each, and are so all together
#include "exchange.hpp"
extern char large0[];
char large0[20 << 20] = {1};
