#include "ui/window/queue/queue_filter.h"

#include "ui/stage_text.h"
#include "ui/window/queue/queue_model.h"

#include <QFileInfo>
#include <algorithm>

namespace postreel {

bool belongsTo(const PostView &post, QueueGroup group)
{
    using enum PostState;
    const bool draft = post.state == Draft;
    const bool ended = post.state == Posted || post.state == Cancelled || post.state == Failed;
    switch (group) {
    case QueueGroup::All:
        return true;
    case QueueGroup::Active:
        return draft ? leadingUpload(post) != nullptr : !ended;
    case QueueGroup::Drafts:
        return draft;
    case QueueGroup::Posted:
        return post.state == Posted;
    case QueueGroup::Failed:
        return post.state == Failed;
    }
    return true;
}

void QueueFilter::setGroup(QueueGroup group)
{
    if (group == m_group)
        return;
    m_group = group;
    invalidateFilter();
}

void QueueFilter::setSearch(const QString &words)
{
    const QStringList list = words.simplified().split(u' ', Qt::SkipEmptyParts);
    if (list == m_words)
        return;
    m_words = list;
    invalidateFilter();
}

bool QueueFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    const PostView &post = static_cast<const QueueModel *>(sourceModel())->postAt(row);
    if (!belongsTo(post, m_group))
        return false;
    if (m_words.isEmpty())
        return true;
    QString where = QStringList(post.parts).join(u'\n') % u'\n' % post.accountLabel % u'\n' % stageText(post);
    for (const UploadView &upload : post.uploads)
        where += u'\n' % QFileInfo(upload.file).fileName();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&where](const QString &word) { return where.contains(word, Qt::CaseInsensitive); });
}

} // namespace postreel
