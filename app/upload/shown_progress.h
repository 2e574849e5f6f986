// How much of an upload is shown as sent, and at which speed: acknowledged bytes, and while Sending an estimate of those in
// flight.
// Invariant: while Sending, the bytes decrease only on a restart; leaving Sending drops the estimate.
#pragma once

#include "app/store/records.h"
#include "app/upload/meter.h"

namespace postreel {

class ShownProgress
{
public:
    explicit ShownProgress(const Upload &saved) : m_bytes(saved.ackedBytes()) {}

    // Acknowledged and estimated; at most the total.
    qint64 bytes() const { return m_bytes; }
    const Meter &meter() const { return m_meter; }

    // Call it at each change of the record, before sending is started or resumed.
    void onChange(const Upload &before, const Upload &now);
    // Sending starts or resumes; nothing if it is measured already. `nowMs`: monotonic clock.
    void start(const Upload &record, qint64 nowMs);
    // A segment was acknowledged. `nowMs`: monotonic clock.
    void onAcked(const Upload &record, qint64 nowMs);
    // Estimates how much of `bytesSent`, handed to sockets and not acknowledged, has arrived. Nothing unless Sending: segments
    // in flight may not arrive. `nowMs`: monotonic clock.
    void estimate(const Upload &record, qint64 bytesSent, qint64 nowMs);

private:
    Meter m_meter;
    qint64 m_bytes = 0;
};

} // namespace postreel
