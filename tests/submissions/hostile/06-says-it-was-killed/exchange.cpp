// Hostile: the compiler's words are those of a compiler that was killed
#error Killed signal terminated program cc1plus
