// Every segment of a Post's uploads as a table: size, tries, time, state.
// Invariant: never reset; rows before the first change of an upload or index are kept.
#pragma once

#include "app/engine/views.h"

#include <QAbstractTableModel>

namespace postreel {

class SegmentTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { File, Index, State, Size, Tries, Time, ColumnCount };

    explicit SegmentTable(QObject *parent) : QAbstractTableModel(parent) {}

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setUploads(const QVector<UploadView> &uploads);

private:
    struct Row
    {
        QString uploadId;
        QString name;
        SegmentView segment;
        bool samePlace(const Row &other) const;
        bool sameContent(const Row &other) const;
    };
    QString text(const Row &row, int column) const;
    QVector<Row> m_rows;
};

} // namespace postreel
