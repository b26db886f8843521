// A lesson's conversation, played before a capture.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "capture.hpp"
#include "conversation.hpp"
#include "project.hpp"

namespace kit {

class stage;

/// Who talks in a lesson, and how it goes.
struct scene {
    std::string_view lesson;         ///< "04"
    std::string_view client, server; ///< who they are
    void (*play)(stage&);
};

/// The scene of a lesson; nullptr: no connection is made in it.
[[nodiscard]] const scene* scene_of(const lesson& which);
[[nodiscard]] std::span<const scene> all_scenes();

/// What a scene has shown.
struct performance {
    obstacle why_not = obstacle::none;
    std::string words; ///< tcpdump's, where it did not capture
    std::uint16_t server_port = 0;
    conversation packets{0};
    std::vector<std::string> problems; ///< what did not go as it should, in sentences
};

/// Plays the scene with the lesson's programs in this folder.
[[nodiscard]] performance play(const scene& which, const fs::path& programs);

} // namespace kit
