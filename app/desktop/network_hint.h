// What the system says of the network: that it came back, and whether it costs by the byte.
// Invariant: a hint, never a gate: where the system says nothing, nothing is ever told.
#pragma once

#include <QNetworkInformation>
#include <QObject>

namespace postreel {

// Whether there is no network at all; where the system does not know, there may be one.
bool networkIsGone(QNetworkInformation::Reachability now);
// Whether this change means that the network is there again.
bool networkCameBack(QNetworkInformation::Reachability before, QNetworkInformation::Reachability now);

// Lives on the main thread: there is one QNetworkInformation for the whole program, and it belongs there.
class NetworkHint : public QObject
{
    Q_OBJECT
public:
    explicit NetworkHint(QObject *parent = nullptr);

    // Loads Qt's way to the system's network service and listens from here on. It can wait for that service a
    // moment. false: there is none.
    bool start();
    // false also where the system does not say, both.
    bool isMetered() const;
    bool isGone() const { return networkIsGone(m_last); }

Q_SIGNALS:
    void cameBack();
    void goneChanged(bool gone);
    void meteredChanged(bool metered);

private:
    QNetworkInformation *m_information = nullptr; // Qt's own, as long as the program
    QNetworkInformation::Reachability m_last = QNetworkInformation::Reachability::Unknown;
};

} // namespace postreel
