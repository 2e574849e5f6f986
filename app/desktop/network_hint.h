// What the system reports about the network: that it came back, and whether it is metered.
// Invariant: a hint, never a gate: where the system reports nothing, no signal is emitted.
#pragma once

#include <QNetworkInformation>
#include <QObject>

namespace postreel {

// Whether there is no network at all; false where the system does not know.
bool networkIsGone(QNetworkInformation::Reachability now);
// Whether this change means that the network came back.
bool networkCameBack(QNetworkInformation::Reachability before, QNetworkInformation::Reachability now);

// Lives on the main thread, as does the program's one QNetworkInformation.
class NetworkHint : public QObject
{
    Q_OBJECT
public:
    explicit NetworkHint(QObject *parent = nullptr);

    // Loads a QNetworkInformation backend and starts listening; may block for a moment. Returns false if there is
    // none.
    bool start();
    // Both return false where the system does not know.
    bool isMetered() const;
    bool isGone() const { return networkIsGone(m_last); }

Q_SIGNALS:
    void cameBack();
    void goneChanged(bool gone);
    void meteredChanged(bool metered);

private:
    QNetworkInformation *m_information = nullptr; // owned by Qt, lives as long as the program
    QNetworkInformation::Reachability m_last = QNetworkInformation::Reachability::Unknown;
};

} // namespace postreel
