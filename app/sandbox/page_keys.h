// How a browser gets to the pages of the sandbox: a key in a link opens them once, and leaves a cookie for the rest of the
// run. Any thread may call it.
// Invariant: keys are kept as SHA-256 alone; a key is taken once, unless it was made to last, and only for two minutes.
#pragma once

#include "app/base/clock.h"

#include <QByteArray>
#include <QHash>
#include <QMutex>

namespace postreel::sandbox {

class PageKeys
{
public:
    enum class Life { Once, WholeRun };

    // `clock` outlives it.
    explicit PageKeys(const Clock &clock);

    QByteArray newKey(Life life);
    // Whether that key opens the pages; one for a single use is spent by this.
    bool redeem(const QByteArray &key);

    // What the cookie of a browser that came with a key holds.
    const QByteArray &cookieValue() const { return m_cookie; }
    bool isCookieValue(const QByteArray &value) const;

private:
    struct Key
    {
        Life life;
        qint64 madeMs; // monotonic
    };

    const Clock &m_clock;
    const QByteArray m_cookie;
    QMutex m_mutex;
    QHash<QByteArray, Key> m_keys; // by SHA-256
};

} // namespace postreel::sandbox
