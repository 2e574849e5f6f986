#include "ui/window/queue/segment_table.h"

#include "ui/quantities.h"
#include "ui/shown_words.h"
#include "ui/text_direction.h"

#include <QLocale>

namespace postreel {

namespace {

QString phaseText(SegmentPhase phase)
{
    switch (phase) {
    case SegmentPhase::Waiting:
        return SegmentTable::tr("Waiting");
    case SegmentPhase::InFlight:
        return SegmentTable::tr("Sending");
    case SegmentPhase::Sent:
        return SegmentTable::tr("Sent");
    case SegmentPhase::Retried:
        return SegmentTable::tr("Sending again");
    }
    return {};
}

// Amounts are aligned at their last digit.
QVariant alignmentOf(int column)
{
    const bool words = column <= SegmentTable::State;
    return QVariant::fromValue(Qt::AlignVCenter | (words ? Qt::AlignLeading : Qt::AlignTrailing));
}

} // namespace

bool SegmentTable::Row::samePlace(const Row &other) const
{
    return uploadId == other.uploadId && segment.index == other.segment.index;
}

bool SegmentTable::Row::sameContent(const Row &other) const
{
    return segment.bytes == other.segment.bytes && segment.phase == other.segment.phase &&
           segment.tries == other.segment.tries && segment.ms == other.segment.ms && name == other.name;
}

int SegmentTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SegmentTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SegmentTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role == Qt::AccessibleTextRole)
        return QString(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() % u' ' %
                       text(row, index.column()));
    return {};
}

QString SegmentTable::text(const Row &row, int column) const
{
    switch (static_cast<Column>(column)) {
    case File:
        return row.name;
    case Index:
        return QLocale().toString(row.segment.index + 1);
    case Size:
        return bytesText(row.segment.bytes);
    case Tries:
        return QLocale().toString(row.segment.tries);
    case Time:
        //: %1 is a number of seconds
        return row.segment.ms > 0
                   ? isolated(tr("%1 s").arg(QLocale().toString(static_cast<double>(row.segment.ms) / 1000.0, 'f', 2)))
                   : QString();
    case State:
        return phaseText(row.segment.phase);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SegmentTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case File:
        return tr("File");
    case Index:
        return tr("Segment");
    case Size:
        return tr("Size");
    case Tries:
        return tr("Tries");
    case Time:
        return tr("Time");
    case State:
        return tr("State");
    case ColumnCount:
        break;
    }
    return {};
}

void SegmentTable::setUploads(const QVector<UploadView> &uploads)
{
    QVector<Row> rows;
    for (const UploadView &upload : uploads)
        for (const SegmentView &segment : upload.segments)
            rows << Row{upload.id, shownName(upload.file), segment};
    int same = 0;
    while (same < qMin(rows.size(), m_rows.size()) && rows.at(same).samePlace(m_rows.at(same)))
        ++same;
    if (same < m_rows.size()) {
        beginRemoveRows({}, same, static_cast<int>(m_rows.size()) - 1);
        m_rows.remove(same, m_rows.size() - same);
        endRemoveRows();
    }
    int first = -1;
    int last = -1;
    for (int row = 0; row < same; ++row) {
        if (rows.at(row).sameContent(m_rows.at(row)))
            continue;
        m_rows[row] = rows.at(row);
        first = first < 0 ? row : first;
        last = row;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (same < rows.size()) {
        beginInsertRows({}, same, static_cast<int>(rows.size()) - 1);
        m_rows += rows.mid(same);
        endInsertRows();
    }
}

} // namespace postreel
