// Applies the state of the network to uploads and Posts: which waits end once X can be reached again, and whether a
// metered connection may be used. What the system reports is a hint, never a gate for anything else.
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
    // All must outlive it. `asksPerson`: a user can be asked before a metered connection is used.
    NetworkController(LivePosts &live, const AccountBook &accounts, Settings &settings, bool asksPerson);

    void open(Transport &transport);
    // Call it when every record is loaded: waits are ended from now on.
    void start();

    void setGone(bool gone);
    void onBack(); // ends all waits for a network
    void online(const QString &account);
    // Starts probing the hosts that something waits for.
    void lookForHosts();

    void setMetered(bool metered);
    void sendOverMetered(); // allowed by the user for this connection
    void setAskWhenMetered(bool ask); // stored
    bool maySend() const; // false: metered, and the user has not allowed it yet

Q_SIGNALS:
    void changed();
    void reachedAgain(); // a network or a host

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
    bool m_wasReached = false; // X was reached before start()
    bool m_isGone = false;
    bool m_metered = false;
    bool m_meteredAllowed = false; // the user has allowed it
};

} // namespace postreel
