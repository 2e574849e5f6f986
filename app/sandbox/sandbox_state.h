// The complete state of the sandbox: the only data that its API calls read and change.
// Invariant: what a response has confirmed is in the journal; load() restores the same state.
#pragma once

#include "app/base/clock.h"
#include "app/sandbox/ids.h"
#include "app/sandbox/journal.h"
#include "app/sandbox/media_store.h"
#include "app/sandbox/page_keys.h"
#include "app/sandbox/post_store.h"
#include "app/sandbox/rate_limits.h"
#include "app/sandbox/request_log.h"
#include "app/sandbox/sandbox_spec.h"
#include "app/sandbox/sandbox_tokens.h"

#include <QUrl>

namespace postreel::sandbox {

class SandboxState : public QObject
{
    Q_OBJECT
public:
    // `probeLimitMs`: time limit of ffprobe per file.
    SandboxState(const QString &folder, const Clock &clock, int probeLimitMs, QObject *parent = nullptr);

    // Reads the journal and continues interrupted work.
    Result<Done> load();
    void apply(const SandboxSpec &spec);

    qint64 nowMs() const { return m_clock.wallMs(); }
    QString newId() { return ids.next(nowMs()); }
    qint64 expiryFrom(qint64 ms) const { return ms + spec.expiresSecs * 1000; }
    bool isPremium() const { return spec.subscription.startsWith(QLatin1String("Premium")); }

    SandboxSpec spec;
    QUrl base; // where the sandbox listens, e.g. http://127.0.0.1:8080
    bool open = false; // pages, the authorize page and the inspection require neither token nor key
    PageKeys *pageKeys = nullptr; // not owned; outlives this object
    QString howToOpen; // shown to a browser without a key
    Journal journal;
    Ids ids;
    SandboxTokens tokens;
    MediaStore media;
    PostStore posts;
    RateLimits rates;
    RequestLog log;
    Link link;

private:
    void replay(const QJsonObject &line);

    QString m_folder;
    const Clock &m_clock;
};

} // namespace postreel::sandbox
