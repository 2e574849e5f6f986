// The Posts as rows of the list: those in progress in the order in which they run, then the rest, the newest first.
// Invariant: never reset. A change of a Post is one dataChanged of its row, at most ten times a second; a row moves
// only when its Post's state or turn changed, so that rows do not jump during uploads.
#pragma once

#include "ui/window/parts/row_place.h"

#include <QAbstractListModel>
#include <QHash>
#include <QTimer>

namespace postreel {

class QueueModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, PostRole, EditedRole };

    explicit QueueModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    const PostView &postAt(int row) const { return m_rows.at(row).post; }
    // Null if there is no such Post. Includes changes that the list does not show yet.
    const PostView *find(const QString &postId) const;
    int rowOf(const QString &postId) const; // -1: none

    // Adds or updates a Post. Shown at once if nothing was shown in the last 100 ms.
    void put(const PostView &post);
    // The same for several Posts; always shown at once.
    void putAll(const QVector<PostView> &posts);
    void remove(const QString &postId);
    // The draft that the composer edits; empty: none.
    void setEditedDraft(const QString &postId);

private:
    struct Row
    {
        PostView post;
        RowPlace place; // as of its last change of state or turn
    };
    void flush();
    void insert(const PostView &post);
    void change(int row, const PostView &post);
    int rowFor(const RowPlace &place) const;
    void reindex(int from);

    QVector<Row> m_rows;
    QHash<QString, int> m_rowOf;
    QHash<QString, PostView> m_pending;
    QHash<QString, RowPlace> m_removed; // of removed rows: a row that comes back gets its old place
    QString m_written;
    QTimer m_flushTimer;
};

// The Post of a row, also through a filter model.
PostView postOf(const QModelIndex &index);

} // namespace postreel
