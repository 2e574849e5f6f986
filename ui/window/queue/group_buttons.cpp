#include "ui/window/queue/group_buttons.h"

#include "ui/window/parts/flow_layout.h"
#include "ui/window/queue/queue_model.h"

#include <QButtonGroup>
#include <QLocale>
#include <QToolButton>

namespace postreel {

namespace {

QString wordOf(QueueGroup group)
{
    switch (group) {
    case QueueGroup::All:
        return GroupButtons::tr("All");
    case QueueGroup::Active:
        return GroupButtons::tr("Active");
    case QueueGroup::Drafts:
        return GroupButtons::tr("Drafts");
    case QueueGroup::Posted:
        return GroupButtons::tr("Posted");
    case QueueGroup::Failed:
        return GroupButtons::tr("Failed");
    }
    return {};
}

QString textOf(QueueGroup group, int count)
{
    //: %1 is a group of Posts such as "Drafts", %2 how many there are
    return count == 0 ? wordOf(group)
                      : GroupButtons::tr("%1 %2").arg(wordOf(group), QLocale().toString(count));
}

} // namespace

GroupButtons::GroupButtons(const QueueModel &model, QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Show"));
    auto *row = new FlowLayout(this, 2);
    row->setContentsMargins(12, 0, 12, 0);
    auto *group = new QButtonGroup(this);
    for (const QueueGroup which : queueGroups) {
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setChecked(which == QueueGroup::All);
        group->addButton(button);
        row->addWidget(button);
        connect(button, &QToolButton::toggled, this, [this, which](bool on) {
            if (on)
                Q_EMIT chosen(which);
        });
        m_buttons.at(static_cast<size_t>(which)) = button;
    }
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &GroupButtons::showCounts);
    connectModel(model);
    showCounts();
}

void GroupButtons::connectModel(const QueueModel &model)
{
    const auto put = [this, &model](int first, int last) {
        for (int row = first; row <= last; ++row)
            m_counts.put(model.postAt(row));
        m_soon.start();
    };
    connect(&model, &QueueModel::rowsInserted, this,
            [put](const QModelIndex &, int first, int last) { put(first, last); });
    connect(&model, &QueueModel::dataChanged, this,
            [put](const QModelIndex &first, const QModelIndex &last) { put(first.row(), last.row()); });
    connect(&model, &QueueModel::rowsAboutToBeRemoved, this,
            [this, &model](const QModelIndex &, int first, int last) {
                for (int row = first; row <= last; ++row)
                    m_counts.remove(model.postAt(row).id);
                m_soon.start();
            });
}

void GroupButtons::showCounts()
{
    for (const QueueGroup group : queueGroups) {
        QToolButton *button = m_buttons.at(static_cast<size_t>(group));
        const QString text = textOf(group, m_counts.of(group));
        if (button->text() == text)
            continue;
        button->setText(text);
        button->setAccessibleName(text);
    }
}

} // namespace postreel
