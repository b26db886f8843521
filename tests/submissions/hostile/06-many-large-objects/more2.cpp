extern char large2[];
char large2[20 << 20] = {1};
