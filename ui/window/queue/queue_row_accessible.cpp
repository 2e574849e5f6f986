#include "ui/window/queue/queue_row_accessible.h"

#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_view.h"

#include <QWindow>

namespace postreel {

namespace {

QString detailsAction()
{
    return QueueView::tr("Details");
}

} // namespace

QueueRowAccessible::QueueRowAccessible(QueueView *view, const QModelIndex &index)
    : m_view(view), m_index(index)
{
}

bool QueueRowAccessible::isValid() const
{
    return m_view && m_index.isValid() && m_index.model() == m_view->model();
}

QWindow *QueueRowAccessible::window() const
{
    const QAccessibleInterface *list = parent();
    return list ? list->window() : nullptr;
}

QAccessibleInterface *QueueRowAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(m_view);
}

QString QueueRowAccessible::text(QAccessible::Text kind) const
{
    return isValid() && kind == QAccessible::Name ? m_index.data(Qt::AccessibleTextRole).toString()
                                                  : QString();
}

QRect QueueRowAccessible::rect() const
{
    if (!isValid() || !m_view->isVisible())
        return {};
    const QRect row = m_view->visualRect(m_index);
    return {m_view->viewport()->mapToGlobal(row.topLeft()), row.size()};
}

QAccessible::State QueueRowAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.invisible =
        !m_view->isVisible() || !m_view->viewport()->rect().intersects(m_view->visualRect(m_index));
    state.selectable = true;
    state.extSelectable = true;
    state.selected = isSelected();
    state.focusable = true;
    state.focused = m_view->hasFocus() && m_view->currentIndex() == m_index;
    state.active = m_view->currentIndex() == m_index;
    return state;
}

void *QueueRowAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    if (type == QAccessible::TableCellInterface)
        return static_cast<QAccessibleTableCellInterface *>(this);
    return nullptr;
}

QVector<PostAction> QueueRowAccessible::actions() const
{
    return isValid() ? actionsOf(postOf(m_index)) : QVector<PostAction>();
}

// The actions of the Post, named like its buttons; then what a click on the row does; then Qt's own.
QStringList QueueRowAccessible::actionNames() const
{
    if (!isValid())
        return {};
    QStringList names;
    for (const PostAction action : actions())
        names << actionText(action);
    return names << detailsAction() << toggleAction() << setFocusAction();
}

QString QueueRowAccessible::localizedActionName(const QString &name) const
{
    const bool ours = name != toggleAction() && name != setFocusAction();
    return ours ? name : QAccessibleActionInterface::localizedActionName(name);
}

// The names need no further description.
QString QueueRowAccessible::localizedActionDescription(const QString &name) const
{
    return localizedActionName(name);
}

QStringList QueueRowAccessible::keyBindingsForAction(const QString &name) const
{
    for (const PostAction action : actions())
        if (actionText(action) == name && !actionKey(action).isEmpty())
            return {actionKey(action)};
    return {};
}

void QueueRowAccessible::focus() const
{
    m_view->setCurrentIndex(m_index);
    m_view->setFocus(Qt::OtherFocusReason);
}

void QueueRowAccessible::doAction(const QString &name)
{
    if (!isValid())
        return;
    QueueView *view = m_view;
    const QString post = m_index.data(QueueModel::IdRole).toString();
    if (name == setFocusAction())
        return focus();
    if (name == toggleAction())
        return view->selectionModel()->select(m_index, QItemSelectionModel::Toggle);
    if (name == detailsAction()) {
        view->setCurrentIndex(m_index);
        QMetaObject::invokeMethod(
            view, [view, post] { Q_EMIT view->detailsRequested(post); }, Qt::QueuedConnection);
        return;
    }
    for (const PostAction action : actions())
        if (actionText(action) == name)
            QMetaObject::invokeMethod(
                view, [view, post, action] { Q_EMIT view->actionTriggered(post, action); }, Qt::QueuedConnection);
}

bool QueueRowAccessible::isSelected() const
{
    return isValid() && m_view->selectionModel()->isSelected(m_index);
}

} // namespace postreel
