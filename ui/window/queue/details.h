// What there is to know of the selected Post, of use first: what it is, where it goes, what happens next,
// what is the matter and what can be done; every segment and the timeline are folded away under "More".
// Invariant: shows one Post at a time and only values it was given; asks for the timeline by a signal. What
// is higher than the pane scrolls.
#pragma once

#include "ui/window/parts/row_facts.h"

#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QTableView;
class QTabWidget;

namespace postreel {

class Disclosure;
class ElidedLabel;
class FileList;
class FlowLayout;
class PictureCache;
class SegmentTable;
class TimelineTable;

class Details : public QWidget
{
    Q_OBJECT
public:
    Details(PictureCache &pictures, QWidget *parent);

    void setPost(const PostView &post);
    void setHistory(const QString &postId, const QVector<HistoryEntry> &entries);
    QString postId() const { return m_post.id; }
    // Those whose pictures stand in it.
    QStringList shownUploads() const;
    void setShowsMore(bool more);
    // The heights at which nothing of it has to scroll, and at which it is still of use.
    int wholeHeightFor(int width) const;
    int leastHeightFor(int width) const;

Q_SIGNALS:
    void historyRequested(const QString &postId); // the Post is another one, or its state changed
    void actionTriggered(const QString &postId, postreel::PostAction action);
    void closeRequested();
    void moreShown(bool more);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Fact
    {
        QLabel *name;
        QLabel *value;
    };
    void layOut();
    void layOutHead();
    void makeMore();
    Fact addFact(const QString &name);
    void setFact(const Fact &fact, const QString &value);
    QTableView *makeTable(QAbstractItemModel *model, const QString &name);
    void showActions();
    QPushButton *makeButton(PostAction action);
    QString m_shape; // states of the Post and its uploads: a change asks for the timeline again
    PostView m_post;
    QVector<PostAction> m_actions;
    QHBoxLayout *m_head;
    ElidedLabel *m_title;
    QScrollArea *m_scroll;
    QWidget *m_inside;
    FileList *m_files;
    QGridLayout *m_facts;
    Fact m_account;
    Fact m_now;
    Fact m_next;
    QLabel *m_trouble;
    QLabel *m_link;
    FlowLayout *m_buttons;
    Disclosure *m_more;
    QTabWidget *m_tabs;
    SegmentTable *m_segments;
    TimelineTable *m_timeline;
    QTableView *m_segmentView;
};

} // namespace postreel
