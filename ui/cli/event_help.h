// The text of --help-events: every event with its fields, and the complete lists of names that can occur in
// them.
// Invariant: each list is generated from the enum that it documents, so it cannot be out of date.
#pragma once

#include <QString>

namespace postreel {

QString eventHelpText();

} // namespace postreel
