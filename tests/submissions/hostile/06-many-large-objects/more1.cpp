extern char large1[];
char large1[20 << 20] = {1};
