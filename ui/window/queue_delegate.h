// Paints a Post as a row of the queue and turns clicks on its painted buttons into actions.
// Invariant: painting reads nothing but the PostView and cached pictures; no file, no engine.
#pragma once

#include "ui/window/row_facts.h"

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

namespace postreel {

class PictureCache;
struct RowLayout;

class QueueDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    QueueDelegate(PictureCache &pictures, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    // The button under the pointer, painted raised. Answers whether that changed.
    bool setHot(const QModelIndex &index, const QPoint &position, const QStyleOptionViewItem &option);
    bool isHot() const { return m_hotButton >= 0; }

Q_SIGNALS:
    void acted(const QString &postId, postreel::QueueAction action);

private:
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option) const;
    void paintThumbnail(QPainter &painter, const QRect &rect, const PostView &post,
                        const QPalette &palette) const;
    void paintWords(QPainter &painter, const QStyleOptionViewItem &option, const RowLayout &layout,
                    const PostView &post) const;
    void paintButtons(QPainter &painter, const QStyleOptionViewItem &option, const RowLayout &layout,
                      const QVector<QueueAction> &actions, const QModelIndex &index) const;

    PictureCache &m_pictures;
    QPersistentModelIndex m_hotIndex;
    int m_hotButton = -1;
};

} // namespace postreel
