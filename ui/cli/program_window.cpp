#include "ui/cli/program_window.h"

#include <QGuiApplication>

namespace postreel {

ProgramWindow::ProgramWindow(Engine &engine, const QString &profile)
    : m_settings(profile % QStringLiteral("/settings.ini"), QSettings::IniFormat),
      m_window({&m_settings, profile % QStringLiteral("/pasted"), profile % QStringLiteral("/logs/postreel.log")}),
      m_workbench(engine, m_window)
{
    connect(&m_workbench, &Workbench::sandboxRequested, this, &ProgramWindow::sandboxRequested);
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
