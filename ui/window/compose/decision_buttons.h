// The decisions about one media, as buttons: fix it, send it anyway, stop the fix, retry.
// Invariant: only the buttons that work in the current state are shown; the focused one keeps the focus as long as it
// is shown.
#pragma once

#include "app/engine/views.h"

#include <QVector>
#include <QWidget>

class QPushButton;

namespace postreel {

class DecisionButtons : public QWidget
{
    Q_OBJECT
public:
    explicit DecisionButtons(QWidget *parent);

    // `name`: the name of the file, for assistive technology.
    void setView(const UploadView &view, const QString &name);
    // Places its buttons after `previous` in the tab order; returns the last one.
    QWidget *orderAfter(QWidget *previous);

Q_SIGNALS:
    void fixRequested();
    void sendAnywayRequested();
    void stopRequested();
    void retryRequested();

private:
    QVector<QPushButton *> all() const { return {m_fix, m_anyway, m_stop, m_retry}; }

    QPushButton *m_fix;
    QPushButton *m_anyway;
    QPushButton *m_stop;
    QPushButton *m_retry;
};

} // namespace postreel
