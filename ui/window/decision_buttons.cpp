#include "ui/window/decision_buttons.h"

#include "ui/window/cure_text.h"

#include <QDateTime>
#include <QPushButton>
#include <QVBoxLayout>

namespace postreel {

DecisionButtons::DecisionButtons(QWidget *parent)
    : QWidget(parent), m_fix(new QPushButton(this)), m_anyway(new QPushButton(this)),
      m_stop(new QPushButton(tr("Stop fixing"), this)), m_retry(new QPushButton(tr("Retry"), this))
{
    // One below the other: with their times they do not fit side by side into a narrow pane.
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (QPushButton *button : {m_fix, m_anyway, m_stop, m_retry}) {
        column->addWidget(button, 0, Qt::AlignLeft);
        button->hide();
    }
    connect(m_fix, &QPushButton::clicked, this, &DecisionButtons::fixWanted);
    connect(m_anyway, &QPushButton::clicked, this, &DecisionButtons::sendAnywayWanted);
    connect(m_stop, &QPushButton::clicked, this, &DecisionButtons::stopWanted);
    connect(m_retry, &QPushButton::clicked, this, &DecisionButtons::retryWanted);
}

void DecisionButtons::setView(const UploadView &view, const QString &name)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool asks = view.state == UploadState::NeedsFix;
    m_fix->setVisible(asks && view.offer.kind != CureKind::None);
    m_fix->setText(fixText(view, now));
    m_fix->setToolTip(cureText(view.offer));
    m_anyway->setVisible(asks);
    m_anyway->setText(sendAnywayText(view, now));
    m_stop->setVisible(view.state == UploadState::Fixing);
    m_retry->setVisible(view.state == UploadState::Failed);
    for (QPushButton *button : {m_fix, m_anyway, m_stop, m_retry})
        //: %1 is what the button does, %2 a file name
        button->setAccessibleName(tr("%1: %2").arg(button->text(), name));
    setVisible(asks || view.state == UploadState::Fixing || view.state == UploadState::Failed);
}

QWidget *DecisionButtons::orderAfter(QWidget *previous)
{
    for (QPushButton *button : {m_fix, m_anyway, m_stop, m_retry}) {
        setTabOrder(previous, button);
        previous = button;
    }
    return previous;
}

} // namespace postreel
