// Tells Qt which class a widget of ours is for assistive technology.
// Invariant: a widget of another class is left to other factories.
#pragma once

#include <QAccessible>

namespace postreel {

// From now on; however often it is called, Qt keeps the factory once.
template <typename Widget, typename Accessible> void installAccessible()
{
    QAccessible::installFactory(+[](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *widget = qobject_cast<Widget *>(object);
        return widget ? new Accessible(widget) : nullptr;
    });
}

} // namespace postreel
