// Reports that the computer has just woken, as the system says; only the jump of the clock is proof.
// Invariant: a hint: where the system does not say it, no signal is emitted and nothing fails.
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

    // Starts listening, without blocking; once. Returns false if the platform is not supported.
    bool start();

Q_SIGNALS:
    // Emitted once: whether a service can be listened to. It may come late if the system hangs.
    void listens(bool there);
    void woke();

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
