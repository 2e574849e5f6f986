// What is wrong with where the controls of a window stand: clipped, one over another, smaller than they can be, or with
// words that do not fit.
// Invariant: looks at what is visible only, and not into Qt's own composite widgets.
#pragma once

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QWidget>

namespace postreel::testing {

inline QString namedAs(const QWidget &widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    const QString words = button ? button->text() : widget.accessibleName();
    return QLatin1String(widget.metaObject()->className()) % QLatin1String(" \"") % words.left(40) % u'"';
}

inline QString placeOf(const QRect &rect)
{
    return QStringLiteral("%1,%2 %3x%4").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
}

// Parts of a widget which lays them out itself, such as those of Qt.
inline bool isPartOfControl(const QWidget &widget)
{
    for (const QWidget *above = widget.parentWidget(); above; above = above->parentWidget()) {
        for (const char *type : {"QAbstractSpinBox", "QComboBox", "QLineEdit", "QTabBar", "QTabWidget", "QAbstractItemView",
                                 "QPlainTextEdit", "QScrollBar", "QMenuBar", "QMenu", "postreel::Filmstrip"})
            if (above->inherits(type))
                return true;
        if (above->isWindow())
            break;
    }
    for (const char *type : {"QScrollBar", "QSplitterHandle", "QMenu"})
        if (widget.inherits(type))
            return true;
    return QLatin1String(widget.metaObject()->className()) == QLatin1String("QAbstractScrollAreaScrollBarContainer") ||
           widget.objectName().startsWith(QLatin1String("qt_scrollarea"));
}

// A page that is shown over an empty list.
inline bool liesOver(const QWidget &widget)
{
    if (widget.inherits("postreel::EmptyState"))
        return true;
    for (const QWidget *inside : widget.findChildren<QWidget *>())
        if (inside->inherits("postreel::EmptyState") && widget.inherits("QScrollArea"))
            return true;
    return false;
}

inline void addClipped(const QWidget &widget, QStringList &faults)
{
    const QWidget *parent = widget.parentWidget();
    const auto *area = qobject_cast<const QScrollArea *>(parent->parentWidget());
    if (!area || area->viewport() != parent || area->widget() != &widget) {
        // From right to left Qt's splitter is one pixel off.
        const int more = parent->inherits("QSplitter") ? 1 : 0;
        if (!parent->rect().adjusted(-more, 0, more, 0).contains(widget.geometry()))
            faults << QStringLiteral("%1 at %2 is cut off by %3 of %4")
                          .arg(namedAs(widget), placeOf(widget.geometry()), namedAs(*parent), placeOf(parent->rect()));
        return;
    }
    if (widget.width() > parent->width())
        faults << QStringLiteral("%1 is wider than what it scrolls in: %2 of %3")
                      .arg(namedAs(widget)).arg(widget.width()).arg(parent->width());
    const int below = widget.height() - parent->height();
    if (below > 0 && area->verticalScrollBar()->maximum() < below)
        faults << namedAs(widget) % QStringLiteral(" cannot be scrolled to its end");
    if (parent->height() < widget.fontMetrics().height())
        faults << namedAs(widget) % QStringLiteral(" is seen through less than one line");
}

inline void addTooSmall(const QWidget &widget, QStringList &faults)
{
    // What a widget is told to need at least counts for what it says itself.
    const QSize told = widget.minimumSize();
    const QSize own = widget.minimumSizeHint();
    const QSize least(told.width() > 0 ? told.width() : own.width(), told.height() > 0 ? told.height() : own.height());
    if (widget.width() < least.width() || widget.height() < least.height())
        faults << QStringLiteral("%1 is %2x%3 and needs %4x%5")
                      .arg(namedAs(widget)).arg(widget.width()).arg(widget.height()).arg(least.width()).arg(least.height());
    const auto *label = qobject_cast<const QLabel *>(&widget);
    if (label && label->wordWrap() && label->height() < label->heightForWidth(label->width()))
        faults << QStringLiteral("a label of %1 has lines that are cut off: %2").arg(label->height()).arg(label->text().left(40));
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (button && !button->text().isEmpty() && button->width() < button->sizeHint().width())
        faults << QStringLiteral("%1 has no room for its words: %2 of %3")
                      .arg(namedAs(widget)).arg(button->width()).arg(button->sizeHint().width());
}

inline void addOverlaps(const QWidget &parent, QStringList &faults)
{
    QVector<const QWidget *> children;
    for (const QObject *child : parent.children())
        if (const auto *widget = qobject_cast<const QWidget *>(child);
            widget && !widget->isWindow() && widget->isVisible() && !isPartOfControl(*widget) && !liesOver(*widget))
            children << widget;
    for (qsizetype i = 0; i < children.size(); ++i)
        for (qsizetype k = i + 1; k < children.size(); ++k)
            if (children[i]->geometry().intersects(children[k]->geometry()))
                faults << QStringLiteral("%1 at %2 lies over %3 at %4")
                              .arg(namedAs(*children[i]), placeOf(children[i]->geometry()), namedAs(*children[k]),
                                   placeOf(children[k]->geometry()));
}

inline QStringList layoutFaults(const QWidget &window)
{
    QStringList faults;
    addOverlaps(window, faults);
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->window() != &window || !widget->isVisible() || isPartOfControl(*widget))
            continue;
        addClipped(*widget, faults);
        addTooSmall(*widget, faults);
        if (!widget->inherits("QAbstractScrollArea"))
            addOverlaps(*widget, faults);
    }
    return faults;
}

} // namespace postreel::testing
