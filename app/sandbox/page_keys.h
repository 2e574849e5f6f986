// Lets a browser open the sandbox's pages: a key in a link grants access once and leaves a cookie for the
// rest of the run. Thread-safe.
// Invariant: keys are stored only as SHA-256; a Once key works a single time, within two minutes; a WholeRun
// key works until the end of the run.
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

    // `clock` must outlive this object.
    explicit PageKeys(const Clock &clock);

    QByteArray newKey(Life life);
    // Whether the key grants access; uses up a Once key.
    bool redeem(const QByteArray &key);

    // The cookie value for a browser that presented a key.
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
