// The list of Posts: pointer, keys and context menu lead to the same actions.
// Invariant: an action is offered only when actionsOf() names it for the Post as it is now.
#pragma once

#include "ui/window/parts/row_facts.h"

#include <QHash>
#include <QListView>
#include <QTimer>
#include <optional>

namespace postreel {

class QueueDelegate;
class PictureCache;

class QueueView : public QListView
{
    Q_OBJECT
public:
    QueueView(PictureCache &pictures, QWidget *parent);

    QString currentPost() const; // id; empty: none
    // The uploads whose pictures stand in the rows that are seen; none while nobody sees them.
    QStringList shownUploads() const;
    int rowHeight() const; // of each, at the width that the list has now

Q_SIGNALS:
    void actionTriggered(const QString &postId, postreel::PostAction action);
    void actionTriggeredForAll(const QStringList &postIds, postreel::PostAction action); // two or more
    void detailsRequested(const QString &postId);
    void currentPostChanged(const QString &postId);
    void shownUploadsChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void dataChanged(const QModelIndex &first, const QModelIndex &last, const QVector<int> &roles) override;
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void lookWhatIsShown();
    // What a key did last, to whom.
    struct Keyed
    {
        int key = 0; // 0: none did anything
        quint64 at = 0;
        QStringList posts;
        std::optional<PostAction> action; // none: it opened what there is of it
    };
    void actByKey(const QKeyEvent &event, const QVector<PostAction> &wanted);
    bool isSecondPress(const Keyed &now) const;
    void open(const QModelIndex &index);
    QVector<PostView> selectedPosts() const;
    void act(const QVector<PostView> &posts, PostAction action);
    void findHot(const QPoint &position);
    bool isMeant(const QMouseEvent &press);
    QueueDelegate *m_delegate;
    std::optional<PostAction> m_hot; // under the pointer
    QString m_hotPost;
    std::optional<PostAction> m_pressed;
    std::pair<QString, std::optional<PostAction>> m_on; // what was pressed last: of which Post, which button
    Keyed m_keyed;
    QTimer m_look; // at what is shown, once scrolling pauses
    QStringList m_shown;
    QHash<QString, QString> m_spokenStages; // by Post: the words of its stage as they were told last
    int m_rowHeight = 0; // as the rows were laid out last
};

} // namespace postreel
