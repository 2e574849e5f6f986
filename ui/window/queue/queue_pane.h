// The queue: its head with search, filter and "Pause all", the list, and the details of the selected Post.
// Invariant: knows no engine; the details are built only when they are first wanted, and leave the list at
// least half of the height unless the person wants it otherwise.
#pragma once

#include "ui/window/parts/row_facts.h"
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
    QModelIndex rowOf(const QString &postId) const; // of the view; invalid where filter or search hides it

    void setPaused(bool all);
    // As long as no account is chosen: offers the sandbox, and to connect X.
    void setOffer(bool offer);
    void setHistory(const QString &postId, const QVector<HistoryEntry> &entries);
    void showDetails(const QString &postId);
    void hideDetails();
    // Whether the details show more than what is of use first.
    bool showsMore() const { return m_more; }
    void setShowsMore(bool more);
    // The uploads whose pictures stand in the rows that are seen, and in the details.
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
    QStringList m_shownUploads; // as they were told last
    int m_detailsHeight = 0; // of the details since they were opened; as the person wants it: -1
    bool m_more = false;
    QTimer m_tick; // while X processes something: its time goes on
    bool m_paused = false;
    bool m_offer = false;
    bool m_detailsClosed = false; // by the user: selecting another row does not open them again
};

} // namespace postreel
