// The timeline of a Post and its uploads: what changed to which state, when, and with which message.
// Invariant: oldest first; grows at its end without a reset. A further state with the same name gets no row, unless it
// has a message.
#pragma once

#include "app/engine/views.h"

#include <QAbstractTableModel>

namespace postreel {

class TimelineTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, What, Became, Words, ColumnCount };

    explicit TimelineTable(QObject *parent) : QAbstractTableModel(parent) {}

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // `post` provides the file names.
    void setEntries(const QVector<HistoryEntry> &entries, const PostView &post);

private:
    struct Row
    {
        QString when;
        QString what;
        QString became;
        QString words;
        friend bool operator==(const Row &, const Row &) = default;
    };
    QVector<Row> m_rows;
};

} // namespace postreel
