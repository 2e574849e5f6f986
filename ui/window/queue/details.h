// The details of the selected Post, the most useful first: files, account, state, next step, errors and actions;
// segments and timeline are collapsed under "More".
// Invariant: shows one Post at a time and only values that were set; requests the timeline by a signal. Content higher
// than the pane scrolls.
#pragma once

#include "ui/window/parts/post_actions.h"

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
    // The uploads whose pictures it shows.
    QStringList shownUploads() const;
    void setShowsMore(bool more);
    // Heights in px: at which nothing has to scroll, and the minimum useful one.
    int wholeHeightFor(int width) const;
    int leastHeightFor(int width) const;

Q_SIGNALS:
    void historyRequested(const QString &postId); // another Post is shown, or a state changed
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
    QString m_shape; // states of the Post and its uploads; a change requests the timeline again
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
