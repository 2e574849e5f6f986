// What the network means for uploads and Posts: which waits end once X is in reach again, and whether a metered connection may
// be used. What the system tells is a hint, never a gate for anything else.
#pragma once

#include "app/engine/account_book.h"
#include "app/engine/live_posts.h"
#include "app/store/settings.h"
#include "app/x/reachability.h"

#include <QObject>
#include <memory>

namespace postreel {

class NetworkController final : public QObject
{
    Q_OBJECT
public:
    // All outlive it. `asksPerson`: somebody is there to be asked before a metered connection is used.
    NetworkController(LivePosts &live, const AccountBook &accounts, Settings &settings, bool asksPerson);

    void open(Transport &transport);
    // Every record has been taken up: from now on waits are ended.
    void start();

    void setGone(bool gone);
    void onBack(); // all that waits for a network tries at once
    void online(const QString &account);
    // Looks whether hosts take connections again that something waits for.
    void lookForHosts();

    void setMetered(bool metered);
    void sendOverMetered(); // a person's word for this connection
    void setAskWhenMetered(bool ask); // kept
    bool maySend() const; // false: metered, and nobody was asked yet

Q_SIGNALS:
    void changed();
    void reachedAgain(); // a network, or a host

private:
    using IsOver = std::function<bool(const QString &account, WaitReason reason, const Error &error)>;
    void endWaits(const IsOver &isOver);
    void onReachable(const QUrl &apiBase);
    void applyMetered();

    LivePosts &m_live;
    const AccountBook &m_accounts;
    Settings &m_settings;
    const bool m_asksPerson;
    std::unique_ptr<Reachability> m_reachability;
    bool m_isStarted = false;
    bool m_wasReached = false; // before that
    bool m_isGone = false;
    bool m_metered = false;
    bool m_meteredAllowed = false; // the person said yes for it
};

} // namespace postreel
