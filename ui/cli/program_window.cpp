#include "ui/cli/program_window.h"

#include "ui/error_text.h"

#include <QAction>
#include <QGuiApplication>
#include <QTimer>

namespace postreel {

ProgramWindow::ProgramWindow(Engine &engine, Computer &computer, const QString &profile,
                             BrowserLink browserLink)
    : m_settings(profile % QStringLiteral("/settings.ini"), QSettings::IniFormat),
      m_window({&m_settings, profile % QStringLiteral("/pasted"), profile % QStringLiteral("/logs/postreel.log")}),
      m_windowController(engine, m_window, std::move(browserLink))
{
    connect(&m_windowController, &WindowController::sandboxRequested, this, &ProgramWindow::sandboxRequested);
    offerShutDown(computer);
}

void ProgramWindow::offerShutDown(Computer &computer)
{
    QAction *action = m_window.addQueueOption(tr("&Shut down the computer when done"));
    connect(action, &QAction::toggled, &computer, &Computer::setShutDownWhenDone);
    connect(&computer, &Computer::shutDownSoon, this, [this, action](int inMs) {
        m_shutDownAt.setRemainingTime(inMs);
        m_shutDownBar = m_window.messages().addMessage(Severity::Warning, shutDownText());
        auto *tick = new QTimer(m_shutDownBar);
        connect(tick, &QTimer::timeout, m_shutDownBar, [this] { m_shutDownBar->setText(shutDownText()); });
        tick->start(1000);
        m_shutDownBar->addAction(tr("Keep it on"), this, [action] { action->setChecked(false); });
        // Dismissing the bar counts as "Keep it on": whoever closes it is at the computer.
        connect(m_shutDownBar, &MessageBar::dismissed, action, [action] { action->setChecked(false); });
    });
    connect(&computer, &Computer::shutDownCalledOff, this, [this] {
        if (m_shutDownBar)
            m_shutDownBar->dismiss();
    });
    connect(&computer, &Computer::shutDownRefused, this, [this, action](const Error &error) {
        action->setChecked(false);
        m_window.messages().addMessage(Severity::Warning, error.detail);
    });
}

QString ProgramWindow::shutDownText() const
{
    return tr("Everything is done. The computer shuts down in %1 s.").arg((m_shutDownAt.remainingTime() + 999) / 1000);
}

void ProgramWindow::showNoSandbox(const Error &error)
{
    MessageBar *bar = m_window.messages().addMessage(
        Severity::Bad, withWordsOf(error, tr("The sandbox could not be started, so nothing can be tried in it.")));
    bar->addAction(tr("Try again"), this, [this, bar] {
        bar->dismiss();
        Q_EMIT sandboxRequested();
    });
}

void ProgramWindow::saveAll()
{
    m_window.saveAll();
}

bool ProgramWindow::canBeSeen()
{
    const QString platform = QGuiApplication::platformName();
    return platform != QLatin1String("offscreen") && platform != QLatin1String("minimal");
}

void ProgramWindow::show(const QString &draft)
{
    if (!draft.isEmpty())
        m_windowController.openDraft(draft);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

} // namespace postreel
