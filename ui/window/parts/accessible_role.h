// Sets the accessible role of a widget whose class does not imply it, and has a screen reader announce it.
// Invariant: the role is set in the constructor of the widget, before anything queries it.
#pragma once

#include <QAccessible>

class QWidget;

namespace postreel {

void setAccessibleRole(QWidget *widget, QAccessible::Role role);

// Announces the name of a visible widget with the role Notification again. Qt 6.4 has no announcement event, but screen
// readers speak what appears with that role, so they are told that it appears again.
void announce(QWidget *notification);

} // namespace postreel
