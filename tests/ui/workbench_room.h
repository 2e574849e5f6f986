// A window and the bench behind it on an engine that notes what it is asked.
// Invariant: nothing is in the queue to begin with.
#pragma once

#include "fake_engine.h"
#include "ui/window/main_window.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_pane.h"
#include "ui/window/workbench.h"

#include <QSettings>
#include <QTemporaryDir>

namespace postreel::testing {

struct WorkbenchRoom
{
    explicit WorkbenchRoom(const BrowserLink &link = {}) : bench(engine, window, link) {}

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat};
    Engine engine{EngineOptions{}};
    MainWindow window{{.settings = &settings, .cacheFolder = folder.path(), .logFile = {}}};
    Workbench bench;

    void act(const PostView &post, QueueAction action)
    {
        window.queue().model().putAll({post});
        Q_EMIT window.queue().acted(post.id, action);
    }
};

} // namespace postreel::testing
