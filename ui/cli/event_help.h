// What --help-events prints: every event with its fields, and the closed lists of names in them.
// Invariant: each list comes from the enum that it names, so it cannot lag behind the program.
#pragma once

#include <QString>

namespace postreel {

QString eventHelpText();

} // namespace postreel
