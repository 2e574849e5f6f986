// Filters the rows: one group, and those that contain the search words.
// Invariant: keeps the order of its source; an empty search hides nothing.
#pragma once

#include "app/engine/views.h"

#include <QSortFilterProxyModel>
#include <array>

namespace postreel {

enum class QueueGroup { All, Active, Drafts, Posted, Failed };

inline constexpr std::array queueGroups{QueueGroup::All, QueueGroup::Active, QueueGroup::Drafts,
                                        QueueGroup::Posted, QueueGroup::Failed};

bool belongsTo(const PostView &post, QueueGroup group);

class QueueFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit QueueFilter(QObject *parent = nullptr) : QSortFilterProxyModel(parent) {}

    void setGroup(QueueGroup group);
    // Words that must all occur in text, file names, account or stage; case does not matter.
    void setSearch(const QString &words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QueueGroup m_group = QueueGroup::All;
    QStringList m_words;
};

} // namespace postreel
