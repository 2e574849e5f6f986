// The wish that the computer does not go to sleep, told to the system: logind, else the session's inhibitor.
// Invariant: at most one inhibitor is held, and none is left behind after release() or the end of the object,
// whenever the system's answer comes.
#pragma once

#include <QObject>
#include <QString>
#include <memory>

namespace postreel {

class SleepInhibitor : public QObject
{
    Q_OBJECT
public:
    explicit SleepInhibitor(QObject *parent = nullptr);
    ~SleepInhibitor() override;

    // Asks, never waits; heldChanged() tells. `why` is shown to the person by the system; while an inhibitor
    // is held or asked for, the first one stays. Called again while nothing is held, it tries again; a
    // service that appears is asked by itself. Nobody there to ask: nothing happens. false: this platform has
    // no way.
    bool hold(const QString &why);
    void release();
    // The system has granted it.
    bool isHeld() const;

Q_SIGNALS:
    void heldChanged(bool held);

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
