// Registers with Qt the accessible class of one of the program's own widgets.
// Invariant: widgets of other classes are left to other factories.
#pragma once

#include <QAccessible>

namespace postreel {

// May be called repeatedly: Qt keeps the factory only once.
template <typename Widget, typename Accessible> void installAccessible()
{
    QAccessible::installFactory(+[](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *widget = qobject_cast<Widget *>(object);
        return widget ? new Accessible(widget) : nullptr;
    });
}

} // namespace postreel
