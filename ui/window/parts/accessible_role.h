// What a screen reader takes a widget for where its class does not say it, and how it is made to speak.
// Invariant: a role is given before anybody asks for it: in the constructor of the widget.
#pragma once

#include <QAccessible>

class QWidget;

namespace postreel {

void setAccessibleRole(QWidget *widget, QAccessible::Role role);

// Has the name of a widget with the role Notification spoken again. Qt 6.4 has no announcements, but what
// appears with that role is spoken by screen readers, so it appears once more for them alone.
void announce(QWidget *notification);

} // namespace postreel
