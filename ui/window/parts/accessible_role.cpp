#include "ui/window/parts/accessible_role.h"

#include <QAccessibleWidget>
#include <QVariant>

namespace postreel {

namespace {

const char property[] = "postreelSpokenRole";

QAccessibleInterface *faceOf(const QString &, QObject *object)
{
    if (!object || !object->isWidgetType())
        return nullptr;
    const QVariant role = object->property(property);
    return role.isValid() ? new QAccessibleWidget(static_cast<QWidget *>(object),
                                                  static_cast<QAccessible::Role>(role.toInt()))
                          : nullptr;
}

} // namespace

void setAccessibleRole(QWidget *widget, QAccessible::Role role)
{
    widget->setProperty(property, static_cast<int>(role));
    QAccessible::installFactory(faceOf); // Qt keeps a factory only once
}

void announce(QWidget *notification)
{
    if (!notification->isVisible())
        return;
    QAccessibleEvent appears(notification, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&appears);
}

} // namespace postreel
