// Shown instead of the window while the profile cannot be used: says why, and what to do.
// Invariant: closes by itself once the profile can be used.
#pragma once

#include <QMessageBox>
#include <QTimer>
#include <functional>

namespace postreel {

class ProfileErrorDialog : public QObject
{
    Q_OBJECT
public:
    // `usable`: tests the profile; called every 3 s and by "Try again".
    ProfileErrorDialog(const QString &profile, std::function<bool()> usable, QObject *parent = nullptr);

    void show() { m_box.show(); }

Q_SIGNALS:
    // Emitted once: the profile can be used now, or the user quits.
    void ended(bool usable);

private:
    void tryAgain();
    void end(bool usable);

    const std::function<bool()> m_usable;
    QMessageBox m_box;
    QTimer m_timer;
};

} // namespace postreel
