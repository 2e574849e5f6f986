#include "app/engine/allowances.h"

#include "app/base/log.h"
#include "app/media/rules/stated_limit.h"
#include "app/x/call_sender.h"
#include "app/x/transport.h"

#include <QPointer>

namespace postreel {

Allowances::Allowances(Settings &settings, Sessions &sessions, const AccountBook &accounts, Clock &clock)
    : m_settings(settings), m_sessions(sessions), m_accounts(accounts), m_clock(clock)
{
}

Allowance Allowances::of(const QString &account) const
{
    const AccountRecord record = m_accounts.record(account);
    const QString kept = record.subscription.isEmpty() ? m_accounts.view(account).subscription : record.subscription;
    const Tier tier = tierOf(m_subscriptions.value(account, kept), record.verified);
    return allowedBy(m_settings.statedLimitsOf(account), tier, m_clock.wallMs());
}

void Allowances::learn(const QString &account, QObject *context, std::function<void()> then)
{
    if (m_subscriptions.contains(account) || !m_sessions.has(account))
        return then();
    const auto callback = [context = QPointer<QObject>(context), then = std::move(then)] {
        if (context)
            then();
    };
    if (const auto asked = m_waiting.find(account); asked != m_waiting.end())
        return asked->append(callback);
    m_waiting.insert(account, {callback});
    sendCall(*m_transport, m_accounts.apiBaseOf(account), account, MeCall(), this,
             std::function<void(const Result<Me> &)>([this, account](const Result<Me> &me) { onAnswer(account, me); }));
}

void Allowances::onAnswer(const QString &account, const Result<Me> &me)
{
    if (me)
        setSubscription(account, *me);
    else
        qCInfo(logEngine) << "the subscription could not be asked:" << nameOf(me.error().kind);
    const QVector<std::function<void()>> waiting = m_waiting.take(account);
    for (const std::function<void()> &callback : waiting)
        callback();
}

void Allowances::setSubscription(const QString &account, const Me &me)
{
    m_subscriptions.insert(account, me.verified ? QStringLiteral("Premium") : me.subscription);
}

// A limit named for pictures or subtitles is not a limit for videos.
bool Allowances::applyRefusal(const Upload &upload, const Error &error)
{
    const StatedLimit limit = parse(error.detail);
    if (!limit || !isVideo(upload))
        return false;
    bool isNew = false;
    m_settings.setStatedLimitsOf(upload.account, merge(m_settings.statedLimitsOf(upload.account), limit,
                                                       of(upload.account).tier, m_clock.wallMs(), &isNew));
    return isNew;
}

void Allowances::onPosted(const Upload &upload)
{
    if (!isVideo(upload))
        return;
    const StatedLimits stated = m_settings.statedLimitsOf(upload.account);
    const StatedLimits left = disproved(stated, upload.facts.durationMs, upload.totalBytes());
    if (left.durationMs != stated.durationMs || left.bytes != stated.bytes)
        m_settings.setStatedLimitsOf(upload.account, left);
}

bool Allowances::isBeyond(const Upload &upload) const
{
    const Allowance allowed = of(upload.account);
    const bool tooLong = allowed.statedDurationMs > 0 && upload.facts.durationMs > allowed.statedDurationMs;
    const bool tooBig = allowed.statedBytes > 0 && upload.totalBytes() > allowed.statedBytes;
    return isVideo(upload) && (tooLong || tooBig);
}

void Allowances::move(const QString &from, const QString &to)
{
    if (const StatedLimits stated = m_settings.statedLimitsOf(from); stated.durationMs > 0 || stated.bytes > 0)
        m_settings.setStatedLimitsOf(to, stated);
}

} // namespace postreel
