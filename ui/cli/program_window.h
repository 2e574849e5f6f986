// The window of a running program: with its settings, joined to the engine, shown when it is wanted.
// Invariant: it is made before the engine starts, so that it hears of every Post.
#pragma once

#include "app/engine/computer.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/window_controller.h"

#include <QDeadlineTimer>
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

    // A person asked for the sandbox and did not get it.
    void showNoSandbox(const Error &error);

    // What was typed and not saved yet, and where the window stands.
    void saveAll();

Q_SIGNALS:
    void sandboxRequested();

private:
    void offerShutDown(Computer &computer);
    QString shutDownText() const;

    QSettings m_settings;
    MainWindow m_window;
    WindowController m_windowController;
    QPointer<MessageBar> m_shutDownBar;
    QDeadlineTimer m_shutDownAt;
};

} // namespace postreel
