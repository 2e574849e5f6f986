#include "ui/window/parts/double_click_guard.h"

#include "ui/window/parts/main_button.h"
#include "ui/window/parts/sizes.h"

#include <QApplication>
#include <QStyleHints>

namespace postreel {

QPointer<DoubleClickGuard> &DoubleClickGuard::only()
{
    static QPointer<DoubleClickGuard> one;
    return one;
}

void DoubleClickGuard::watch()
{
    if (only())
        return;
    only() = new DoubleClickGuard(qApp);
    qApp->installEventFilter(only());
}

void DoubleClickGuard::spend()
{
    if (only())
        only()->m_spent = true;
}

bool DoubleClickGuard::mayBe(const QMouseEvent &press)
{
    return only() && only()->follows(press);
}

// Allows for an unsteady hand; the next button is farther away.
bool DoubleClickGuard::follows(const QMouseEvent &press) const
{
    const auto interval = static_cast<quint64>(QGuiApplication::styleHints()->mouseDoubleClickInterval());
    const bool soon = m_at > 0 && press.timestamp() >= m_at && press.timestamp() - m_at < interval;
    return soon && (press.globalPosition() - m_where).manhattanLength() < glyphSide(QApplication::font());
}

// An ancestor of the first widget counts as the same: Qt passes on a press that the widget does not accept.
bool DoubleClickGuard::isForAnother(const QWidget &widget) const
{
    if (&widget == m_on) {
        const auto *button = qobject_cast<const QAbstractButton *>(&widget);
        return m_spent || (button && button->text() != m_words);
    }
    return !m_on || !m_on->isVisible() || !widget.isAncestorOf(m_on);
}

void DoubleClickGuard::note(QWidget &widget, const QMouseEvent &release)
{
    if (release.timestamp() == m_at)
        return; // the same event, passed on to a parent
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    m_on = &widget;
    m_words = button ? button->text() : QString();
    m_spent = qobject_cast<const MainButton *>(&widget) != nullptr; // a main button acts once
    m_where = release.globalPosition();
    m_at = release.timestamp();
}

bool DoubleClickGuard::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool press = type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick;
    if ((!press && type != QEvent::MouseButtonRelease) || !watched->isWidgetType())
        return false;
    const auto &mouse = static_cast<const QMouseEvent &>(*event);
    auto &widget = static_cast<QWidget &>(*watched);
    if (mouse.button() != Qt::LeftButton)
        return false;
    if (press)
        return m_dropped = follows(mouse) && isForAnother(widget);
    if (std::exchange(m_dropped, false))
        return true;
    note(widget, mouse);
    return false;
}

} // namespace postreel
