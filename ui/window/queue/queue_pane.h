// The queue: its head with search, filter and "Pause all", the list, and the details of the selected Post.
// Invariant: does not use the engine; the details are created when they are first needed, and leave at least half of
// the height to the list unless the user resizes them.
#pragma once

#include "ui/window/parts/post_actions.h"
#include "ui/window/queue/queue_filter.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QToolButton;

namespace postreel {

class Details;
class EmptyState;
class GroupButtons;
class QueueModel;
class QueueView;
class PictureCache;
class ContentSizedScrollArea;
class WelcomeBar;

class QueuePane : public QWidget
{
    Q_OBJECT
public:
    QueuePane(PictureCache &pictures, QWidget *parent);

    QueueModel &model() const { return *m_model; }
    QueueView &view() const { return *m_view; }
    QModelIndex rowOf(const QString &postId) const; // in the view; invalid if filter or search hides it

    void setPaused(bool all);
    // While there is no account: offers the sandbox and connecting X.
    void setOffer(bool offer);
    void setHistory(const QString &postId, const QVector<HistoryEntry> &entries);
    void showDetails(const QString &postId);
    void hideDetails();
    // Whether "More" in the details is expanded.
    bool showsMore() const { return m_more; }
    void setShowsMore(bool more);
    // The uploads whose pictures are in the visible rows and in the details.
    QStringList shownUploads() const;
    void focusList();
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void actionTriggered(const QString &postId, postreel::PostAction action);
    void actionTriggeredForAll(const QStringList &postIds, postreel::PostAction action); // two or more
    void historyRequested(const QString &postId);
    void pauseAllRequested(bool pause);
    void sandboxRequested();
    void connectRequested(); // "Connect X"
    void shownUploadsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    QWidget *makeHead();
    int leastHead() const;
    void connectParts();
    void makeDetails();
    void fitDetails();
    void makeRoomForDetails();
    int placeOf(const QString &postId) const;
    void keepInSight();
    bool isShown(const QString &postId) const; // in the details
    void reportShownUploads();
    void changed(const QModelIndex &first, const QModelIndex &last);
    void showList();
    void tick();

    QueueModel *m_model;
    QueueFilter *m_filter;
    QLabel *m_title;
    QToolButton *m_pauseAll;
    QLineEdit *m_search;
    GroupButtons *m_groups;
    ContentSizedScrollArea *m_head = nullptr;
    QSplitter *m_splitter;
    QueueView *m_view;
    EmptyState *m_empty;
    WelcomeBar *m_welcome;
    PictureCache &m_pictures;
    Details *m_details = nullptr;
    QStringList m_shownUploads; // as last reported
    int m_detailsHeight = 0; // px, only grows while the details are open; -1: set by the user
    bool m_more = false;
    QTimer m_tick; // while X processes something: updates the elapsed time
    bool m_paused = false;
    bool m_offer = false;
    bool m_detailsClosed = false; // by the user: selecting another row does not open them again
};

} // namespace postreel
