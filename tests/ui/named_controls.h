// Whether everything that takes the focus in a window says what it is.
#pragma once

#include <QAccessible>
#include <QWidget>

namespace postreel::testing {

// The class of a control without an accessible name; empty: there is none. `seen`: how many controls there
// are.
inline QString namelessControl(const QWidget &window, int &seen)
{
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        QWidget *parent = widget->parentWidget();
        const bool inside =
            parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
            parent->inherits("QComboBoxPrivateContainer") ||
            (parent->inherits("QAbstractScrollArea") && !widget->inherits("QAbstractScrollArea"));
        if (inside || widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(&window))
            continue;
        if (QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty())
            return QString::fromLatin1(widget->metaObject()->className());
        ++seen;
    }
    return {};
}

} // namespace postreel::testing
