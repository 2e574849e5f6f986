// The account that is used where none is named, and the one that was used last: what the window writes and a start reads.
// Invariant: keys of the profile's settings; each value is the key of an account, which may be signed out by now.
#pragma once

#include <QLatin1String>

namespace postreel {

inline constexpr QLatin1String usualAccountKey("accounts/default");
inline constexpr QLatin1String lastAccountKey("composer/account");

} // namespace postreel
