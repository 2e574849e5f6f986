// Paints a Post as a row of the queue, and finds the action of a painted button.
// Invariant: painting reads only the PostView and cached pictures; no file, no engine.
#pragma once

#include "ui/window/parts/post_actions.h"

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>
#include <optional>

namespace postreel {

class PictureCache;
struct RowLayout;

// The upload whose picture is shown in the row of a Post; null: none.
const UploadView *pictured(const PostView &post);

class QueueDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    QueueDelegate(PictureCache &pictures, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    // The action whose painted button is at `position`; none outside the buttons. `option.rect` is that of the row.
    std::optional<PostAction> actionAt(const QModelIndex &index, const QPoint &position,
                                       const QStyleOptionViewItem &option) const;
    // Sets the button under the pointer, which is painted raised. Returns whether that changed.
    bool setHot(const QModelIndex &index, std::optional<PostAction> action);

private:
    QStringList elidedLines(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintThumbnail(QPainter &painter, const QRect &rect, const PostView &post,
                        const QPalette &palette) const;
    void paintWords(QPainter &painter, const QStyleOptionViewItem &option, const RowLayout &layout,
                    const PostView &post, bool written) const;
    void paintButtons(QPainter &painter, const QStyleOptionViewItem &option, const RowLayout &layout,
                      const QVector<PostAction> &actions, const QModelIndex &index) const;

    PictureCache &m_pictures;
    QPersistentModelIndex m_hotIndex;
    std::optional<PostAction> m_hotAction;
};

} // namespace postreel
