// A window and the controller behind it on an engine that notes what it is asked.
// Invariant: nothing is in the queue to begin with.
#pragma once

#include "fake_engine.h"
#include "ui/window/main_window.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/window_controller.h"

#include <QSettings>
#include <QTemporaryDir>

namespace postreel::testing {

struct WindowControllerFixture
{
    explicit WindowControllerFixture(const BrowserLink &link = {}) : controller(engine, window, link) {}

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Engine engine{EngineOptions{}};
    MainWindow window{{.settings = &settings, .cacheFolder = folder.path(), .logFile = {}}};
    WindowController controller;

    void act(const PostView &post, PostAction action)
    {
        window.queue().model().putAll({post});
        Q_EMIT window.queue().actionTriggered(post.id, action);
    }
};

} // namespace postreel::testing
