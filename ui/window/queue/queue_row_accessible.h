// The accessible interface of a queue row: its name is all that the row shows, and its actions are those of its Post,
// besides selecting it.
// Invariant: an action does the same as a click on the row's button, and runs only after the request for it has
// returned, because it may remove the row.
#pragma once

#include "ui/window/parts/post_actions.h"

#include <QAccessible>
#include <QPersistentModelIndex>
#include <QPointer>

namespace postreel {

class QueueView;

class QueueRowAccessible : public QAccessibleInterface,
                           public QAccessibleActionInterface,
                           public QAccessibleTableCellInterface
{
public:
    QueueRowAccessible(QueueView *view, const QModelIndex &index);

    QueueView *view() const { return m_view; }

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QWindow *window() const override;
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    QString localizedActionName(const QString &name) const override;
    QString localizedActionDescription(const QString &name) const override;
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &name) const override;

    bool isSelected() const override;
    QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return 0; }
    int rowIndex() const override { return m_index.row(); }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface *table() const override { return parent(); }

private:
    QVector<PostAction> actions() const;
    void focus() const;
    const QPointer<QueueView> m_view;
    const QPersistentModelIndex m_index;
};

} // namespace postreel
