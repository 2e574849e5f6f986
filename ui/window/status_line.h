// The status line of the window: "Slow down", speed and time left, limit, account, and whether quitting is safe.
// Invariant: "Safe to quit" is never shown while a Create Post request is in flight. "Slow down" stays in place
// whatever text is shown.
#pragma once

#include "app/engine/views.h"

#include <QStatusBar>

class QAction;
class QToolButton;

namespace postreel {

class ElidedLabel;

QString quitText(const StatusView &status);
// What is uploading, how fast, and the time left: "Uploading 2 of 30 · 1.4 MB/s · 6 min left".
QString workText(const StatusView &status);
// The part of workText() whose changes are announced to assistive technology: working, waiting, paused, nothing to do.
enum class WorkKind { Nothing, GoesOn, Waits, Paused };
WorkKind workKind(const StatusView &status);
// The limit in force, its reason and its end; empty: no limit.
QString limitText(const StatusView &status, qint64 nowMs);

class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    // `slowDown`: shown as a button in the line.
    StatusLine(QAction *slowDown, QWidget *parent);

    void setStatus(const StatusView &status);
    // "Sandbox" or "@name"; empty: shows "No account".
    void setAccount(const QString &label);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setLine(ElidedLabel *label, const QString &words);
    void showWhatFits();

    ElidedLabel *m_speed;
    WorkKind m_spoken = WorkKind::Nothing; // as announced last
    QToolButton *m_slowDown;
    ElidedLabel *m_limit;
    ElidedLabel *m_account;
    ElidedLabel *m_quit;
};

} // namespace postreel
