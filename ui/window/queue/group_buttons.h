// The buttons that choose which Posts the queue shows, each with their number.
// Invariant: exactly one is checked; the arrow keys move between them.
#pragma once

#include "ui/window/queue/group_counts.h"

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace postreel {

class QueueModel;

class GroupButtons : public QWidget
{
    Q_OBJECT
public:
    // Counts the Posts of `model`, which must outlive it.
    GroupButtons(const QueueModel &model, QWidget *parent);

Q_SIGNALS:
    void chosen(postreel::QueueGroup group);

private:
    void connectModel(const QueueModel &model);
    void showCounts();
    GroupCounts m_counts;
    std::array<QToolButton *, queueGroups.size()> m_buttons{};
    QTimer m_soon; // combines many changes
};

} // namespace postreel
