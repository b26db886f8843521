extern char large3[];
char large3[20 << 20] = {1};
