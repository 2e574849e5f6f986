// The account that is used where none is named: what the window writes and a start reads.
// Invariant: a key of the profile's settings; its value is the key of an account, which may be signed out by now.
#pragma once

#include <QLatin1String>

namespace postreel {

inline constexpr QLatin1String usualAccountKey("accounts/default");

} // namespace postreel
