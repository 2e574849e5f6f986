// All that is known of the selected Post: what is the matter and what to do, its link, every segment,
// its timeline, and X's words as they came.
// Invariant: shows one Post at a time and only values it was given; asks for the timeline by a signal.
#pragma once

#include "ui/window/row_facts.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QTableView;
class QTabWidget;

namespace postreel {

class ElidedLabel;
class SegmentTable;
class TimelineTable;

class Details : public QWidget
{
    Q_OBJECT
public:
    explicit Details(QWidget *parent);

    void setPost(const PostView &post);
    void setHistory(const QString &postId, const QVector<HistoryEntry> &entries);
    QString postId() const { return m_post.id; }

Q_SIGNALS:
    void historyWanted(const QString &postId); // the Post is another one, or its state changed
    void acted(const QString &postId, postreel::QueueAction action);
    void closeWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    QTableView *makeTable(QAbstractItemModel *model, const QString &name);
    void showActions();
    QString wordsOf(const PostView &post) const;
    QString m_shape; // states of the Post and its uploads: a change asks for the timeline anew
    PostView m_post;
    QVector<QueueAction> m_actions;
    ElidedLabel *m_title;
    QLabel *m_words;
    QLabel *m_link;
    QHBoxLayout *m_buttons;
    QTabWidget *m_tabs;
    SegmentTable *m_segments;
    TimelineTable *m_timeline;
    QTableView *m_segmentView;
};

} // namespace postreel
