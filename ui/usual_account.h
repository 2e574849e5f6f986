// Settings keys of the default account and of the account used last; the window writes them, and the program
// reads them at start.
// Invariant: each value is the key of an account, which may have been signed out since.
#pragma once

#include <QLatin1String>

namespace postreel {

inline constexpr QLatin1String usualAccountKey("accounts/default");
inline constexpr QLatin1String lastAccountKey("composer/account");

} // namespace postreel
