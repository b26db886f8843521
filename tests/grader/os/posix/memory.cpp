#include "../memory.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <dirent.h>
#include <unistd.h>

#include "jails_user.hpp"

namespace grader::os {

#ifdef __linux__
namespace {

struct process {
    long long id = 0, parent = 0, memory = 0, seconds = 0;
    bool counts = false;
};

struct close_file {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct close_folder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

std::string first_bytes(const std::string& path) {
    const std::unique_ptr<std::FILE, close_file> file(std::fopen(path.c_str(), "re"));
    char text[512];
    const std::size_t size =
        file ? std::fread(text, 1, sizeof text, file.get()) : std::size_t{0};
    return {text, size};
}

/// proc(5): "ID (NAME) STATE PARENT ...", in which the name can be anything.
process look_at(const std::string& id) {
    process one;
    one.id = std::atoll(id.c_str());
    const std::string stat = first_bytes("/proc/" + id + "/stat");
    const std::size_t name = stat.rfind(") ");
    if (name != std::string::npos && name + 4 < stat.size()) {
        std::istringstream rest(stat.substr(name + 4));
        std::string other;
        rest >> one.parent;
        for (int column = 5; column < 14; ++column)
            rest >> other;
        long long user = 0, system = 0; // columns 14 and 15
        if (rest >> user >> system)
            one.seconds = (user + system) / ::sysconf(_SC_CLK_TCK);
    }
    const std::string sizes = first_bytes("/proc/" + id + "/statm");
    const std::size_t resident = sizes.find(' ');
    if (resident != std::string::npos)
        one.memory = std::atoll(sizes.c_str() + resident) * ::sysconf(_SC_PAGESIZE);
    return one;
}

std::vector<process> processes_of_jails() {
    std::vector<process> all;
    const std::unique_ptr<DIR, close_folder> folder(::opendir("/proc"));
    while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
            is_jails_user(std::string("/proc/") + entry->d_name))
            all.push_back(look_at(entry->d_name));
    return all;
}

/// A process and all that it has started, as far as they are jails'.
std::vector<process> tree_of(long long root) {
    auto all = processes_of_jails();
    for (bool found = true; found;) {
        found = false;
        for (auto& one : all) {
            bool child = one.id == root;
            for (const auto& other : all)
                child = child || (other.counts && other.id == one.parent);
            if (!child || one.counts)
                continue;
            one.counts = found = true;
        }
    }
    std::erase_if(all, [](const process& one) { return !one.counts; });
    return all;
}

/// Which network namespace a process is in. Empty: it has ended, or is another user's.
std::string network_of(const std::string& id) {
    char name[64];
    const ssize_t size =
        ::readlink(("/proc/" + id + "/ns/net").c_str(), name, sizeof name);
    return size > 0 ? std::string(name, static_cast<std::size_t>(size)) : std::string();
}

/// proc(5): "  N: ADDRESS:PORT ADDRESS:PORT STATE TX:RX ...", in hexadecimal.
long long held_in(const std::string& table) {
    std::ifstream file(table);
    long long sum = 0;
    std::string line, word;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream words(line);
        for (int column = 0; column < 5; ++column)
            words >> word;
        unsigned long sent = 0, received = 0;
        if (std::sscanf(word.c_str(), "%lx:%lx", &sent, &received) != 2)
            continue;
        const auto bytes = static_cast<long long>(sent + received);
        sum += bytes > 0 ? std::max(bytes, 1LL << 20) : 0;
    }
    return sum;
}

} // namespace

tree_use use_of_tree(long long root) {
    tree_use use;
    for (const auto& one : tree_of(root)) {
        use.memory += one.memory;
        use.processor_seconds = std::max(use.processor_seconds, one.seconds);
    }
    return use;
}

connections_memory memory_of_connections() {
    connections_memory told;
    // "TCP: inuse 1 orphan 0 tw 0 alloc 1 mem 0": the last is the whole system's.
    const std::string all = first_bytes("/proc/net/sockstat");
    const std::size_t line = all.find("TCP:");
    const std::size_t mem = line == all.npos ? line : all.find(" mem ", line);
    if (mem != all.npos)
        told.used = std::atoll(all.c_str() + mem + 5);
    std::istringstream limits(first_bytes("/proc/sys/net/ipv4/tcp_mem"));
    long long low = 0;
    limits >> low >> told.sparing_from; // and where it gives no more
    return told;
}

long long held_by_connections_of(long long process) {
    const std::string ours = network_of("self");
    for (const auto& one : tree_of(process)) {
        const std::string id = std::to_string(one.id), theirs = network_of(id);
        if (!theirs.empty() && theirs != ours)
            return held_in("/proc/" + id + "/net/tcp") +
                   held_in("/proc/" + id + "/net/tcp6");
    }
    return 0;
}

processor_time processors_so_far() {
    std::istringstream line(first_bytes("/proc/stat")); // "cpu user nice system idle ..."
    std::string name;
    line >> name;
    processor_time sum;
    long long one = 0;
    for (int column = 0; column < 8 && line >> one; ++column) {
        sum.all += one;
        if (column == 3 || column == 4) // idle, and waiting for a disk
            sum.idle += one;
    }
    return sum;
}

#else

tree_use use_of_tree(long long) {
    return {};
}

connections_memory memory_of_connections() {
    return {};
}

long long held_by_connections_of(long long) {
    return 0;
}

processor_time processors_so_far() {
    return {};
}

#endif

} // namespace grader::os
