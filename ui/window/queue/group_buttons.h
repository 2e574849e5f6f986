// The buttons that choose which Posts the queue shows, each with how many there are.
// Invariant: exactly one is checked; the arrow keys go from one to the next.
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
    // Counts the Posts of `model`, which outlives it.
    GroupButtons(const QueueModel &model, QWidget *parent);

Q_SIGNALS:
    void chosen(postreel::QueueGroup group);

private:
    void connectModel(const QueueModel &model);
    void showCounts();
    GroupCounts m_counts;
    std::array<QToolButton *, queueGroups.size()> m_buttons{};
    QTimer m_soon; // many changes are shown at once
};

} // namespace postreel
