#include "ui/window/queue/queue_model.h"

#include "ui/window/parts/row_facts.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr int leastBetweenChangesMs = 100;
}

QueueModel::QueueModel(QObject *parent) : QAbstractListModel(parent)
{
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setInterval(leastBetweenChangesMs);
    connect(&m_flushTimer, &QTimer::timeout, this, &QueueModel::flush);
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PostView &post = postAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(post);
    case Qt::AccessibleTextRole:
        return accessibleRowText(post, post.id == m_written);
    case IdRole:
        return post.id;
    case PostRole:
        return QVariant::fromValue(post);
    case EditedRole:
        return post.id == m_written;
    default: // the roles that a row does not use
        return {};
    }
}

const PostView *QueueModel::find(const QString &postId) const
{
    const auto pending = m_pending.constFind(postId);
    if (pending != m_pending.constEnd())
        return &*pending;
    const int row = rowOf(postId);
    return row < 0 ? nullptr : &postAt(row);
}

int QueueModel::rowOf(const QString &postId) const
{
    return m_rowOf.value(postId, -1);
}

void QueueModel::put(const PostView &post)
{
    m_pending.insert(post.id, post);
    if (!m_flushTimer.isActive())
        flush();
}

void QueueModel::putAll(const QVector<PostView> &posts)
{
    for (const PostView &post : posts)
        m_pending.insert(post.id, post);
    flush();
}

void QueueModel::remove(const QString &postId)
{
    m_pending.remove(postId);
    const int row = rowOf(postId);
    if (row < 0)
        return;
    m_removed.insert(postId, m_rows.at(row).place);
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    m_rowOf.remove(postId);
    reindex(row);
    endRemoveRows();
}

void QueueModel::setEditedDraft(const QString &postId)
{
    const QString before = std::exchange(m_written, postId);
    for (const QString &id : {before, postId})
        if (const int row = rowOf(id); row >= 0 && before != postId)
            Q_EMIT dataChanged(index(row), index(row));
}

void QueueModel::flush()
{
    if (m_pending.isEmpty())
        return;
    m_flushTimer.start();
    // Oldest first, so that new rows land on top in the order in which they came.
    QVector<PostView> posts = std::exchange(m_pending, {}).values();
    std::sort(posts.begin(), posts.end(),
              [](const PostView &a, const PostView &b) { return a.activityAtMs < b.activityAtMs; });
    for (const PostView &post : std::as_const(posts)) {
        const int row = rowOf(post.id);
        if (row < 0)
            insert(post);
        else
            change(row, post);
    }
}

void QueueModel::insert(const PostView &post)
{
    RowPlace place = placeOf(post);
    if (const auto before = m_removed.constFind(post.id); before != m_removed.cend() && before->group == place.group)
        place = *before;
    m_removed.remove(post.id);
    const int row = rowFor(place);
    beginInsertRows({}, row, row);
    m_rows.insert(row, Row{post, place});
    reindex(row);
    endInsertRows();
}

// A new activity time alone moves no row.
void QueueModel::change(int row, const PostView &post)
{
    const RowPlace place = placeOf(post);
    const RowPlace &old = m_rows.at(row).place;
    const bool moves = m_rows.at(row).post.state != post.state || old.group != place.group || old.line != place.line;
    m_rows[row].post = post;
    if (moves) {
        int to = rowFor(place);
        const int destination = to > row ? to - 1 : to;
        if (destination != row && beginMoveRows({}, row, row, {}, to)) {
            m_rows.move(row, destination);
            reindex(std::min(row, destination));
            endMoveRows();
        }
        row = destination;
        m_rows[row].place = place;
    }
    Q_EMIT dataChanged(index(row), index(row));
}

// The first row that is not before `place`.
int QueueModel::rowFor(const RowPlace &place) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &other) { return other.place >= place; });
    return static_cast<int>(row - m_rows.begin());
}

void QueueModel::reindex(int from)
{
    for (int row = from; row < m_rows.size(); ++row)
        m_rowOf.insert(m_rows.at(row).post.id, row);
}

PostView postOf(const QModelIndex &index)
{
    return index.data(QueueModel::PostRole).value<PostView>();
}

} // namespace postreel
