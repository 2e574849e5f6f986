#include "app/engine/network_controller.h"

#include "app/base/log.h"

namespace postreel {

namespace {
bool sendsBytes(UploadState state)
{
    return state == UploadState::Initializing || state == UploadState::Sending;
}
} // namespace

NetworkController::NetworkController(LivePosts &live, const AccountBook &accounts, Settings &settings, bool asksPerson)
    : m_live(live), m_accounts(accounts), m_settings(settings), m_asksPerson(asksPerson)
{
}

void NetworkController::endWaits(const IsOver &isOver)
{
    if (!m_isStarted) {
        m_wasReached = true;
        return;
    }
    for (Uploader *upload : m_live.uploaders()) {
        const Upload &record = upload->record();
        const bool waits = record.state == UploadState::Waiting && isOfNetwork(record.reason);
        if (waits && isOver(record.account, record.reason, record.error))
            upload->handle(event::Online{});
    }
    for (Publisher *post : m_live.publishers()) {
        const Post &record = post->record();
        const bool waits = record.state == PostState::Waiting || record.state == PostState::Unconfirmed;
        if (waits && isOfNetwork(record.reason) && isOver(record.account, record.reason, record.error))
            post->handle(post_event::Online{});
    }
}

void NetworkController::start()
{
    m_isStarted = true;
    if (m_wasReached)
        onBack();
}

void NetworkController::online(const QString &account)
{
    endWaits([&account](const QString &of, WaitReason, const Error &) { return of == account; });
}

void NetworkController::onBack()
{
    Q_EMIT reachedAgain();
    endWaits([](const QString &, WaitReason, const Error &) { return true; });
}

void NetworkController::open(Transport &transport)
{
    m_reachability = std::make_unique<Reachability>(
        [&transport](const QUrl &base, QObject *context, std::function<void(const Peer &)> then) {
            transport.findPeer(base, context, std::move(then));
        });
    m_reachability->setNetworkGone(m_isGone);
    connect(m_reachability.get(), &Reachability::reachable, this, &NetworkController::onReachable);
    connect(&transport, &Transport::backOnline, this, [this](const QString &account) {
        m_reachability->proven(m_accounts.apiBaseOf(account));
        online(account);
    });
}

void NetworkController::setGone(bool gone)
{
    m_isGone = gone;
    if (m_reachability) // null: the profile could not be opened
        m_reachability->setNetworkGone(gone);
}

// Probes only the hosts that something waits for.
void NetworkController::lookForHosts()
{
    if (!m_reachability)
        return;
    QSet<QUrl> bases;
    const auto add = [&](bool waits, const auto &record) {
        if (waits && endsWithConnection(record.reason, record.error))
            bases.insert(m_accounts.apiBaseOf(record.account));
    };
    for (const Uploader *upload : m_live.uploaders())
        add(upload->record().state == UploadState::Waiting, upload->record());
    for (const Publisher *post : m_live.publishers()) {
        const PostState state = post->record().state;
        add(state == PostState::Waiting || state == PostState::Unconfirmed, post->record());
    }
    bases.remove(QUrl()); // of an account that is not known in this run
    m_reachability->lookFor(bases);
}

// Retries immediately, since the remaining wait may be long.
void NetworkController::onReachable(const QUrl &apiBase)
{
    qCInfo(logEngine) << apiBase.host() << "takes connections again";
    Q_EMIT reachedAgain();
    endWaits([&](const QString &account, WaitReason reason, const Error &error) {
        return m_accounts.apiBaseOf(account) == apiBase && endsWithConnection(reason, error);
    });
}

bool NetworkController::maySend() const
{
    return !m_metered || m_meteredAllowed || !m_asksPerson || !m_settings.askWhenMetered();
}

void NetworkController::setMetered(bool metered)
{
    m_metered = metered;
    m_meteredAllowed = false; // given for the previous connection
    applyMetered();
}

void NetworkController::sendOverMetered()
{
    m_meteredAllowed = true;
    applyMetered();
}

void NetworkController::setAskWhenMetered(bool ask)
{
    m_settings.setAskWhenMetered(ask);
    applyMetered();
}

// Suspends sending uploads on a metered connection, or resumes them.
void NetworkController::applyMetered()
{
    if (!m_reachability) // the profile is not open
        return;
    const bool send = maySend();
    for (Uploader *upload : m_live.uploaders()) {
        const Upload &record = upload->record();
        if (!send && sendsBytes(record.state))
            upload->handle(event::Wait{.reason = WaitReason::Metered});
        else if (send && record.state == UploadState::Waiting && record.reason == WaitReason::Metered)
            upload->handle(event::Online{});
    }
    Q_EMIT changed();
}

} // namespace postreel
