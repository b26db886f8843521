// What is the same in every capture of one conversation, whichever packet came first.
#pragma once

#include <string>
#include <vector>

namespace pages {

/// The table of `kit packets` in these lines, replaced by what no run can change:
///
/// - the handshake, row by row;
/// - of each side, in order, the packets that carry bytes or a FIN or a RST, with how
/// many
///   bytes of the other side had come before its bytes, and whether the other's FIN had
///   come before its FIN;
/// - the last row.
///
/// Whether an ACK has a packet of its own, and which of two packets that go opposite ways
/// is first, is the moment's. The other lines stay as they are. A row that no capture can
/// have (an acknowledgment of what was not sent, or that takes one back) is said to be
/// one.
[[nodiscard]] std::vector<std::string>
in_any_right_order(const std::vector<std::string>& lines);

} // namespace pages
