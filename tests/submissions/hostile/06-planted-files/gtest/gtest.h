#define TEST_F(a, b) void b()
