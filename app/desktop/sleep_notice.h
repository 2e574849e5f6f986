// The system's word that the computer has just woken, beside the jump of the clock, which alone is proof.
// Invariant: a hint: where the system does not say it, nothing is told and nothing fails.
#pragma once

#include <QObject>
#include <memory>

namespace postreel {

class SleepNotice : public QObject
{
    Q_OBJECT
public:
    explicit SleepNotice(QObject *parent = nullptr);
    ~SleepNotice() override;

    // Listens from here on, without waiting for it; once. false: this platform has no way.
    bool start();

Q_SIGNALS:
    // Once: whether there is somebody to listen to, which a system that hangs may leave open for long.
    void listens(bool there);
    void woke();

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
