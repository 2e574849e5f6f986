// The window of a running program: with its settings, joined to the engine, shown when it is wanted.
// Invariant: it is made before the engine starts, so that it hears of every Post.
#pragma once

#include "app/engine/computer.h"
#include "ui/window/main_window.h"
#include "ui/window/message_area.h"
#include "ui/window/workbench.h"

#include <QSettings>

namespace postreel {

class ProgramWindow : public QObject
{
    Q_OBJECT
public:
    // `profile`: its folder, which takes settings and pasted pictures. `browserLink`: what links are opened as.
    ProgramWindow(Engine &engine, Computer &computer, const QString &profile, BrowserLink browserLink);

    // False on a platform whose windows nobody sees.
    static bool canBeSeen();

    // Brings it to the front. `draft`: to be opened in the composer; may be empty.
    void show(const QString &draft);

    // What a person asked for there and did not get.
    void tell(const QString &sentence);

    // What was typed and not saved yet, and where the window stands.
    void saveAll();

Q_SIGNALS:
    void sandboxRequested();

private:
    void offerShutDown(Computer &computer);

    QSettings m_settings;
    MainWindow m_window;
    Workbench m_workbench;
    QPointer<MessageBar> m_shutDownBar;
};

} // namespace postreel
