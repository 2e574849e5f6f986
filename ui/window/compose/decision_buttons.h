// What a person can decide about one media, as buttons: fix it, send it anyway, stop the fix, retry.
// Invariant: just those are shown that do something in the state that is shown, one of them as the main one; the one
// focused last keeps the focus while it is shown.
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

    // `name`: the file's, for assistive technology.
    void setView(const UploadView &view, const QString &name);
    // Puts its buttons behind `previous` for the Tab key; answers its last one.
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
