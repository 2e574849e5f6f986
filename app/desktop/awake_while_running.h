// Keeps the computer awake while something runs and the battery allows it.
// Invariant: nothing is held while nothing runs, and the power state is read only while something does.
#pragma once

#include "app/desktop/sleep_inhibitor.h"
#include "app/desktop/power_state.h"

#include <QTimer>
#include <functional>

namespace postreel {

class AwakeWhileRunning : public QObject
{
    Q_OBJECT
public:
    static constexpr int everyMinuteMs = 60'000;

    // Reads the power state without blocking and calls `done` on this thread, unless this object is destroyed by
    // then.
    using ReadPower = std::function<void(std::function<void(PowerState)> done)>;

    // `readPower` is called by setRunning(true) and then every `lookEveryMs`.
    explicit AwakeWhileRunning(ReadPower readPower, int lookEveryMs = everyMinuteMs, QObject *parent = nullptr);

    // The system shows `why` to the user. A call that changes nothing is ignored.
    void setRunning(bool running, const QString &why = {});
    bool isHeld() const { return m_keepAwake.isHeld(); }

Q_SIGNALS:
    void heldChanged(bool held);

private:
    void apply(PowerState power);

    const ReadPower m_readPower;
    SleepInhibitor m_keepAwake;
    QTimer m_timer;
    QString m_why;
    bool m_running = false;
};

} // namespace postreel
