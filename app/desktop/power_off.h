// Shutting the computer down, for "shut down when done".
// Invariant: never asks for a password: what the system does not grant by itself is refused.
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

    // Asks without waiting; `answer` comes on this thread, not from within, as a rule within 25 s, and not
    // after the end of this object. Requests made before it share it. Done: the system has begun to shut
    // down; it tells the program to end like any other. Error: `detail` is a whole sentence for a person, with
    // the system's words in it. Kinds: Forbidden, NotReached (nobody to ask, or this platform has no way),
    // NoAnswer (it may still happen), Refused.
    void request(Callback answer);

private:
    struct Native;
    std::unique_ptr<Native> m_native;
};

} // namespace postreel
