// The line at the foot of the window: speed and time left, limit, account, and whether quitting is safe.
// Invariant: "Safe to quit" is never shown while a Create Post is on its way.
#pragma once

#include "app/engine/views.h"

#include <QStatusBar>

namespace postreel {

class ElidedLabel;

QString quitText(const StatusView &status);

class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent);

    void setStatus(const StatusView &status);
    // "Sandbox", "@name", or that there is none.
    void setAccount(const QString &label);

private:
    ElidedLabel *m_speed;
    ElidedLabel *m_limit;
    ElidedLabel *m_account;
    ElidedLabel *m_quit;
};

} // namespace postreel
