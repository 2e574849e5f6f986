#include "ui/cli/program_window.h"

#include "ui/error_text.h"

#include <QAction>

#include <QGuiApplication>

namespace postreel {

ProgramWindow::ProgramWindow(Engine &engine, Computer &computer, const QString &profile)
    : m_engine(engine), m_settings(profile % QStringLiteral("/settings.ini"), QSettings::IniFormat),
      m_window({&m_settings, profile % QStringLiteral("/pasted"), profile % QStringLiteral("/logs/postreel.log")}),
      m_workbench(engine, m_window)
{
    connect(&m_workbench, &Workbench::sandboxRequested, this, &ProgramWindow::sandboxRequested);
    connect(&engine, &Engine::statusChanged, this, &ProgramWindow::tellTrouble);
    connect(&engine, &Engine::statusChanged, this, &ProgramWindow::tellMetered);
    connect(&engine, &Engine::startFailed, this,
            [this](const Error &error) { tellTrouble(StatusView{.trouble = error}); });
    offerShutDown(computer);
}

// Stays as long as the trouble does.
void ProgramWindow::tellTrouble(const StatusView &status)
{
    if (!status.trouble) {
        if (m_troubleBar)
            m_troubleBar->dismiss();
    } else if (!m_troubleBar) {
        m_troubleBar = m_window.messages().tell(Mood::Bad, sentence(status.trouble, QString()));
    }
}

void ProgramWindow::tellMetered(const StatusView &status)
{
    if (status.heldByMetered == 0) {
        if (m_meteredBar)
            m_meteredBar->dismiss();
        return;
    }
    const QString text = tr("This connection may cost by what it carries: %n upload(s) wait for your word.", nullptr,
                            status.heldByMetered);
    if (m_meteredBar)
        return m_meteredBar->setText(text);
    m_meteredBar = m_window.messages().tell(Mood::Warning, text);
    m_meteredBar->addAction(tr("Send now"), this, [this] { m_engine.sendOverMetered(); });
    m_meteredBar->addAction(tr("Never ask"), this, [this] { m_engine.setAskWhenMetered(false); });
}

void ProgramWindow::offerShutDown(Computer &computer)
{
    QAction *action = m_window.addQueueOption(tr("&Shut down the computer when done"));
    connect(action, &QAction::toggled, &computer, &Computer::setShutDownWhenDone);
    connect(&computer, &Computer::shutDownSoon, this, [this, action](int inMs) {
        m_shutDownBar = m_window.messages().tell(
            Mood::Warning, tr("Everything is done: the computer shuts down in %n second(s).", nullptr, inMs / 1000));
        m_shutDownBar->addAction(tr("Keep it on"), this, [action] { action->setChecked(false); });
        // Dismissing the bar is no yes: whoever closes it is at the computer.
        connect(m_shutDownBar, &MessageBar::dismissed, action, [action] { action->setChecked(false); });
    });
    connect(&computer, &Computer::shutDownCalledOff, this, [this] {
        if (m_shutDownBar)
            m_shutDownBar->dismiss();
    });
    connect(&computer, &Computer::shutDownRefused, this, [this, action](const Error &error) {
        action->setChecked(false);
        m_window.messages().tell(Mood::Warning, error.said);
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
        m_workbench.openDraft(draft);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

} // namespace postreel
