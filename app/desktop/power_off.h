// Shuts the computer down, for "shut down when done".
// Invariant: never asks for a password: what the system does not grant without one counts as refused.
#pragma once

#include "app/base/result.h"

#include <QObject>
#include <functional>
#include <memory>

namespace postreel {

class PowerOff : public QObject
{
    Q_OBJECT
public:
    using Callback = std::function<void(Result<Done>)>;

    explicit PowerOff(QObject *parent = nullptr);
    ~PowerOff() override;

    // Does not block. `answer` is called later from the event loop of this thread, usually within 25 s, and never
    // after this object is destroyed. Concurrent requests share one answer. Done: the system has started to shut
    // down; it ends this program like any other. Error: `detail` is a complete sentence for the user that includes
    // the system's message. Kinds: Forbidden, NotReached (no service, or not supported on this platform), NoAnswer
    // (the shutdown may still happen), Refused.
    void request(Callback answer);

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
