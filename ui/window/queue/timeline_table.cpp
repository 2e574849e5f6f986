#include "ui/window/queue/timeline_table.h"

#include "ui/shown_words.h"
#include "ui/stage_text.h"

#include <QDateTime>
#include <QHash>
#include <QLocale>

namespace postreel {

namespace {

// With seconds, which a timeline needs; with the date only if it is not today.
QString whenOf(qint64 atMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const QString time = at.toString(QStringLiteral("HH:mm:ss"));
    if (at.date() == QDate::currentDate())
        return time;
    return QLocale().toString(at.date(), QLocale::ShortFormat) % u' ' % time;
}

QString whatOf(const HistoryEntry &entry, const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.id == entry.uploadId)
            return shownName(upload.file);
    return entry.uploadId.isEmpty() ? TimelineTable::tr("Post") : TimelineTable::tr("Media");
}

// The state at that time; whether no account had been chosen, or its sign-in had ended, is not recorded.
QString becameOf(const HistoryEntry &entry)
{
    const bool ofPost = entry.uploadId.isEmpty();
    const bool needsAccount = ofPost ? postStateOf(entry.to) == PostState::NeedsSignIn
                                     : uploadStateOf(entry.to) == UploadState::NeedsSignIn;
    if (needsAccount)
        return TimelineTable::tr("Waiting for an account");
    return ofPost ? stateWord(postStateOf(entry.to)) : stateWord(uploadStateOf(entry.to));
}

} // namespace

int TimelineTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TimelineTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == Qt::ToolTipRole)
        return index.column() == Words ? QLatin1String("<p>") % row.words.toHtmlEscaped() : QString();
    switch (static_cast<Column>(index.column())) {
    case When:
        return row.when;
    case What:
        return row.what;
    case Became:
        return row.became;
    case Words:
        return row.words;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TimelineTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case When:
        return tr("When");
    case What:
        return tr("What");
    case Became:
        return tr("State");
    case Words:
        return tr("Message");
    case ColumnCount:
        break;
    }
    return {};
}

void TimelineTable::setEntries(const QVector<HistoryEntry> &entries, const PostView &post)
{
    QVector<Row> rows;
    QHash<QString, QString> last; // last state name of each upload, and of the Post
    for (const HistoryEntry &entry : entries) {
        const QString became = becameOf(entry);
        const bool same = std::exchange(last[entry.uploadId], became) == became;
        if (!same || !entry.note.isEmpty())
            rows << Row{whenOf(entry.atMs), whatOf(entry, post), became, shownWords(entry.note)};
    }
    int same = 0;
    while (same < qMin(rows.size(), m_rows.size()) && rows.at(same) == m_rows.at(same))
        ++same;
    if (same < m_rows.size()) {
        beginRemoveRows({}, same, static_cast<int>(m_rows.size()) - 1);
        m_rows.remove(same, m_rows.size() - same);
        endRemoveRows();
    }
    if (same < rows.size()) {
        beginInsertRows({}, same, static_cast<int>(rows.size()) - 1);
        m_rows += rows.mid(same);
        endInsertRows();
    }
}

} // namespace postreel
