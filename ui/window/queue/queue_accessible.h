// The accessible interface of the queue: a list whose rows offer the actions of their Posts. Rows of Qt's own list
// interface can only be selected.
// Invariant: a row belongs to one Post and is invalid once the list does not show it; nothing keeps a pointer to it.
#pragma once

#include <QAccessibleWidget>
#include <QHash>

namespace postreel {

class QueueView;

class QueueAccessible : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    // Makes Qt use this class for every QueueView.
    static void install();

    explicit QueueAccessible(QueueView *view);
    ~QueueAccessible() override;

    QueueView *view() const;

    int childCount() const override { return rowCount(); }
    QAccessibleInterface *child(int row) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    // A table of one column: rows are selected through it, and Qt reports model changes to it.
    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int column) const override
    {
        return column == 0 ? child(row) : nullptr;
    }
    int selectedCellCount() const override { return selectedRowCount(); }
    QList<QAccessibleInterface *> selectedCells() const override;
    QString columnDescription(int) const override { return {}; }
    QString rowDescription(int) const override { return {}; }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return static_cast<int>(selectedRows().size()); }
    int columnCount() const override { return 1; }
    int rowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override;
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int row) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *event) override;

private:
    QModelIndex indexOf(int row) const;
    bool select(int row, bool on);
    mutable QHash<QString, QAccessible::Id> m_rows; // by Post id: rows that were requested
};

} // namespace postreel
