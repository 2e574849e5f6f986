// The list of Posts: pointer, keys and context menu trigger the same actions.
// Invariant: an action is offered only if actionsOf() returns it for the current state of the Post.
#pragma once

#include "ui/window/parts/post_actions.h"

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
    // The uploads whose pictures are in the visible rows; empty while the list is hidden.
    QStringList shownUploads() const;
    int rowHeight() const; // px, of each row at the present width

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
    // The last effect of a key, and the Posts it applied to.
    struct Keyed
    {
        int key = 0; // 0: no key had an effect
        quint64 at = 0; // time stamp
        QStringList posts;
        std::optional<PostAction> action; // none: it opened the row
    };
    void actByKey(const QKeyEvent &event, const QVector<PostAction> &wanted);
    bool isSecondPress(const Keyed &now) const;
    void open(const QModelIndex &index);
    QVector<PostView> selectedPosts() const;
    void act(const QVector<PostView> &posts, PostAction action);
    void findHot(const QPoint &position);
    bool isIntendedPress(const QMouseEvent &press);
    QueueDelegate *m_delegate;
    std::optional<PostAction> m_hot; // under the pointer
    QString m_hotPost;
    std::optional<PostAction> m_pressed;
    std::pair<QString, std::optional<PostAction>> m_on; // the last press: its Post and its button
    Keyed m_keyed;
    QTimer m_look; // checks what is visible, at most every 100 ms
    QStringList m_shown;
    QHash<QString, QString> m_spokenStages; // by Post id: text of the stage as last announced
    int m_rowHeight = 0; // as last laid out
};

} // namespace postreel
