#include "words.hpp"

#include <iostream>

bool command_line::read(int argc, char** argv) {
    const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--help") {
            help = true;
        } else if (const auto found = numbers.find(words[i]); found != numbers.end()) {
            number_option& option = found->second;
            if (++i == words.size())
                return false;
            const auto value = tcp::parse_number(words[i], option.least, option.most);
            if (!value)
                return false;
            option.value = *value;
        } else if (words[i].substr(0, 1) != "-" &&
                   plain_words.size() < most_plain_words) {
            plain_words.push_back(words[i]);
        } else {
            return false;
        }
    }
    return true;
}

int wrong_usage(std::string_view usage) {
    std::cerr << "this is not understood.\n" << usage << '\n';
    return 2;
}

int show_usage(std::string_view usage) {
    std::cout << usage << '\n';
    return 0;
}

int network_failure(const std::string& what, std::error_code why) {
    std::cerr << what << ": " << why.message() << '\n';
    return 1;
}
