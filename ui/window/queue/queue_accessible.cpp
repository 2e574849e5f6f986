#include "ui/window/queue/queue_accessible.h"

#include "ui/window/parts/accessible_factory.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_row_accessible.h"
#include "ui/window/queue/queue_view.h"

#include <algorithm>

namespace postreel {

void QueueAccessible::install()
{
    installAccessible<QueueView, QueueAccessible>();
}

QueueAccessible::QueueAccessible(QueueView *view) : QAccessibleWidget(view, QAccessible::List) {}

QueueAccessible::~QueueAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_rows))
        QAccessible::deleteAccessibleInterface(id);
}

QueueView *QueueAccessible::view() const
{
    return qobject_cast<QueueView *>(object());
}

void *QueueAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

int QueueAccessible::rowCount() const
{
    return view() && view()->model() ? view()->model()->rowCount() : 0;
}

QModelIndex QueueAccessible::indexOf(int row) const
{
    return row >= 0 && row < rowCount() ? view()->model()->index(row, 0) : QModelIndex();
}

QAccessibleInterface *QueueAccessible::child(int row) const
{
    const QModelIndex index = indexOf(row);
    if (!index.isValid())
        return nullptr;
    const QString post = index.data(QueueModel::IdRole).toString();
    if (const auto known = m_rows.constFind(post); known != m_rows.cend()) {
        QAccessibleInterface *face = QAccessible::accessibleInterface(*known);
        if (face && face->isValid())
            return face;
        QAccessible::deleteAccessibleInterface(*known); // the Post was gone and came back
    }
    auto *made = new QueueRowAccessible(view(), index);
    m_rows.insert(post, QAccessible::registerAccessibleInterface(made));
    return made;
}

int QueueAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *row = dynamic_cast<const QueueRowAccessible *>(child);
    return row && row->isValid() && row->view() == view() ? row->rowIndex() : -1;
}

QAccessibleInterface *QueueAccessible::childAt(int x, int y) const
{
    return view() ? child(view()->indexAt(view()->viewport()->mapFromGlobal(QPoint(x, y))).row()) : nullptr;
}

QAccessibleInterface *QueueAccessible::focusChild() const
{
    return view() && view()->hasFocus() ? child(view()->currentIndex().row()) : nullptr;
}

QList<int> QueueAccessible::selectedRows() const
{
    QList<int> rows;
    if (!view() || !view()->selectionModel())
        return rows;
    const QModelIndexList selected = view()->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : selected)
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

QList<QAccessibleInterface *> QueueAccessible::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    const QList<int> rows = selectedRows();
    for (const int row : rows)
        cells << child(row);
    return cells;
}

bool QueueAccessible::isRowSelected(int row) const
{
    return indexOf(row).isValid() && view()->selectionModel()->isSelected(indexOf(row));
}

bool QueueAccessible::select(int row, bool on)
{
    const QModelIndex index = indexOf(row);
    if (index.isValid())
        view()->selectionModel()->select(index,
                                         on ? QItemSelectionModel::Select : QItemSelectionModel::Deselect);
    return index.isValid();
}

bool QueueAccessible::selectRow(int row)
{
    return select(row, true);
}

bool QueueAccessible::unselectRow(int row)
{
    return select(row, false);
}

// Deletes the rows that are not shown any more; the others know their current position.
void QueueAccessible::modelChange(QAccessibleTableModelChangeEvent *)
{
    m_rows.removeIf([](const auto &row) {
        const QAccessibleInterface *face = QAccessible::accessibleInterface(row.value());
        if (face && face->isValid())
            return false;
        QAccessible::deleteAccessibleInterface(row.value());
        return true;
    });
}

} // namespace postreel
