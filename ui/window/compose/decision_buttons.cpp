#include "ui/window/compose/decision_buttons.h"

#include "ui/window/compose/fix_text.h"
#include "ui/window/parts/double_click_guard.h"
#include "ui/window/parts/link_button.h"
#include "ui/window/parts/main_button.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/tooltips.h"

#include <QDateTime>
#include <QVBoxLayout>

namespace postreel {

DecisionButtons::DecisionButtons(QWidget *parent)
    : QWidget(parent), m_fix(new MainButton({}, this)), m_anyway(new LinkButton(this)), m_stop(new QPushButton(tr("Stop"), this)),
      m_retry(new QPushButton(actionText(PostAction::Retry), this))
{
    DoubleClickGuard::watch(); // "Stop" appears where "Fix it" was
    // Stacked: with their times they do not fit side by side in a narrow pane.
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    const QVector<QPushButton *> buttons = all();
    for (QPushButton *button : buttons) {
        column->addWidget(button, 0, Qt::AlignLeft);
        button->hide();
    }
    connect(m_fix, &QPushButton::clicked, this, &DecisionButtons::fixRequested);
    connect(m_anyway, &QPushButton::clicked, this, &DecisionButtons::sendAnywayRequested);
    connect(m_stop, &QPushButton::clicked, this, &DecisionButtons::stopRequested);
    connect(m_retry, &QPushButton::clicked, this, &DecisionButtons::retryRequested);
}

void DecisionButtons::setView(const UploadView &view, const QString &name)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool asks = view.state == UploadState::NeedsFix;
    const QString hint = fixHint(view);
    m_fix->setVisible(canBeFixed(view));
    m_fix->setText(fixText(view, now));
    m_fix->setToolTip(plainTooltip(hint));
    m_fix->setAccessibleDescription(hint);
    m_anyway->setVisible(asks);
    m_anyway->setText(sendAnywayText(view, now));
    m_stop->setVisible(view.state == UploadState::Fixing);
    m_retry->setVisible(view.state == UploadState::Failed);
    const QVector<QPushButton *> buttons = all();
    for (QPushButton *button : buttons)
        //: %1 is what the button does, %2 a file name
        button->setAccessibleName(tr("%1: %2").arg(button->text(), name));
    setVisible(asks || view.state == UploadState::Fixing || view.state == UploadState::Failed);
}

QWidget *DecisionButtons::orderAfter(QWidget *previous)
{
    const QVector<QPushButton *> buttons = all();
    for (QPushButton *button : buttons) {
        setTabOrder(previous, button);
        previous = button;
    }
    return previous;
}

} // namespace postreel
