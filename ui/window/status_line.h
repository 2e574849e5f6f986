// The line at the foot of the window: "Slow down", speed and time left, limit, account, and whether quitting is safe.
// Invariant: "Safe to quit" is never shown while a Create Post is on its way. "Slow down" stays in its place whatever is told.
#pragma once

#include "app/engine/views.h"

#include <QStatusBar>

class QAction;
class QToolButton;

namespace postreel {

class ElidedLabel;

QString quitText(const StatusView &status);
// What goes up, how fast, and how long it takes: "Uploading 2 of 30 · 1.4 MB/s · 6 min left".
QString workText(const StatusView &status);
// What of it is worth to be spoken by itself when it changes: that something goes on, waits, stands, or that
// all is done.
enum class WorkKind { Nothing, GoesOn, Waits, Paused };
WorkKind workKind(const StatusView &status);
// The limit in force, why and until when; empty: none.
QString limitText(const StatusView &status, qint64 nowMs);

class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    // `slowDown`: its button stands here, too.
    StatusLine(QAction *slowDown, QWidget *parent);

    void setStatus(const StatusView &status);
    // "Sandbox", "@name", or that there is none.
    void setAccount(const QString &label);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setLine(ElidedLabel *label, const QString &words);
    void showWhatFits();

    ElidedLabel *m_speed;
    WorkKind m_spoken = WorkKind::Nothing; // as it was told last
    QToolButton *m_slowDown;
    ElidedLabel *m_limit;
    ElidedLabel *m_account;
    ElidedLabel *m_quit;
};

} // namespace postreel
