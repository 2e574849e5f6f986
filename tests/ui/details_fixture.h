// A window with a queue of Posts whose details can be shown.
// Invariant: has no engine; a click hits what is seen of a row.
#pragma once

#include "sample_views.h"
#include "ui/window/main_window.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"

#include <QSettings>
#include <QTest>

namespace postreel::testing {

struct Fixture
{
    explicit Fixture(const QSize &size = {1080, 720}, QSettings *settings = nullptr)
        : window({.settings = settings, .cacheFolder = {}, .logFile = {}})
    {
        window.resize(size);
        window.show();
    }
    void fill(int posts)
    {
        QVector<PostView> views;
        for (int i = 0; i < posts; ++i) {
            PostView post =
                samplePost(QString::number(i), PostState::Failed, QStringLiteral("Post %1").arg(i),
                           {sampleUpload(QStringLiteral("u%1").arg(i), UploadState::Failed)});
            post.activityAtMs = -i; // the first one on top
            views << post;
        }
        window.queue().model().putAll(views);
        settle();
    }
    // What was asked for while the events were handled is done, too.
    static void settle()
    {
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }
    QueueView &view() { return window.queue().view(); }
    Details *details() { return window.findChild<Details *>(); }
    QRect currentRow() { return view().visualRect(view().currentIndex()); }
    void click(int row)
    {
        const QModelIndex index = view().model()->index(row, 0);
        const QRect seen = view().visualRect(index).intersected(view().viewport()->rect());
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, QPoint(160, seen.center().y()));
    }
    MainWindow window;
};

} // namespace postreel::testing
