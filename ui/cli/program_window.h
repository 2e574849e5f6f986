// Creates the main window with its settings, connects it to the engine, and shows it on request.
// Invariant: it is created before the engine starts, so that it is told of every Post.
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
    // `profile`: the profile folder; holds the settings and pasted pictures. `browserLink` converts a link
    // before a browser opens it.
    ProgramWindow(Engine &engine, Computer &computer, const QString &profile, BrowserLink browserLink);

    // False on the platforms offscreen and minimal.
    static bool canBeSeen();

    // Shows the window and brings it to the front. `draft`: id of a draft to open in the composer; empty:
    // none.
    void show(const QString &draft);

    // Reports that the sandbox, which the user asked for, could not be started.
    void showNoSandbox(const Error &error);

    // Saves unsaved text and the window geometry.
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
