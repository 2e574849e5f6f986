// Whether everything that takes the focus in a window says what it is.
#pragma once

#include <QAccessible>
#include <QSet>
#include <QStringList>
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

// The controls below `face` that have no name, as assistive technology comes to them: also those that Qt
// makes by itself, such as the button that clears a field. `seen`: how many controls there are.
inline QStringList namelessBelow(QAccessibleInterface *face, int &seen)
{
    using enum QAccessible::Role;
    static const QSet<QAccessible::Role> controls{
        Button,  CheckBox, RadioButton, ButtonMenu, ButtonDropDown, ComboBox, EditableText,
        SpinBox, Slider,   PageTab,     List,       Table,          Tree,     MenuItem};
    QStringList nameless;
    for (int i = 0; i < face->childCount(); ++i) {
        QAccessibleInterface *child = face->child(i);
        if (!child || child->state().invisible)
            continue;
        if (controls.contains(child->role()) && ++seen > 0 && child->text(QAccessible::Name).isEmpty()) {
            const QObject *object = child->object();
            nameless << QStringLiteral("%1 (role %2) in %3")
                            .arg(object ? QLatin1String(object->metaObject()->className())
                                        : QLatin1String("part"))
                            .arg(child->role())
                            .arg(face->object() ? QLatin1String(face->object()->metaObject()->className())
                                                : QLatin1String("part"));
        }
        nameless += namelessBelow(child, seen);
    }
    return nameless;
}

} // namespace postreel::testing
