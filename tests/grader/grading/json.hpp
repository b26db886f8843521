// Text as JSON (RFC 8259) and base64 (RFC 4648) have it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kit::grading {

/// A value of JSON, made from the inside out.
class json {
  public:
    [[nodiscard]] static json text(std::string_view value);
    [[nodiscard]] static json number(double value);
    [[nodiscard]] static json boolean(bool value);
    [[nodiscard]] static json null();
    using members = std::vector<std::pair<std::string, json>>;
    [[nodiscard]] static json object(const members& values);
    [[nodiscard]] static json array(const std::vector<json>& values);

    [[nodiscard]] const std::string& str() const { return text_; }

  private:
    explicit json(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

[[nodiscard]] std::string base64(std::string_view bytes);

} // namespace kit::grading
