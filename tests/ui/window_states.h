// The main window in the states that people see it in, filled without an engine: for tests of where things stand, and for
// the pictures that reviewers look at.
// Invariant: times and files are fixed, so that two pictures of a state differ only where the window does.
#pragma once

#include <QStringList>

namespace postreel {
class MainWindow;
}

namespace postreel::testing {

QStringList windowStates(); // "welcome", "verdict", "messages", …
// A new window that holds nothing yet becomes one in that state. `pictures`: a folder for the pictures of its media; empty:
// they have none.
void fill(MainWindow &window, const QString &state, const QString &pictures = {});

} // namespace postreel::testing
