// Asks the system not to sleep: through logind, otherwise the session's inhibitor.
// Invariant: at most one inhibitor is held, and none remains after release() or the destructor, whenever the system's
// reply arrives.
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

    // Asks without blocking; heldChanged() reports the result. The system shows `why` to the user; while an inhibitor
    // is held or requested, the first `why` stays. If nothing is held, another call tries again; a service that
    // appears later is asked automatically. Without any service nothing happens. Returns false if the platform is not
    // supported.
    bool hold(const QString &why);
    void release();
    // Whether the system has granted it.
    bool isHeld() const;

Q_SIGNALS:
    void heldChanged(bool held);

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
