// What a person sees in place of the window while the profile cannot be used: why, and what to do.
// Invariant: it ends by itself once the profile can be used.
#pragma once

#include <QMessageBox>
#include <QTimer>
#include <functional>

namespace postreel {

class ProfileErrorDialog : public QObject
{
    Q_OBJECT
public:
    // `usable`: tries the profile; called every three seconds and at "Try again".
    ProfileErrorDialog(const QString &profile, std::function<bool()> usable, QObject *parent = nullptr);

    void show() { m_box.show(); }

Q_SIGNALS:
    // Once: it can be used now, or the person leaves.
    void ended(bool usable);

private:
    void tryAgain();
    void end(bool usable);

    const std::function<bool()> m_usable;
    QMessageBox m_box;
    QTimer m_timer;
};

} // namespace postreel
