#include "app/desktop/network_hint.h"

#include <utility>

namespace postreel {

using Feature = QNetworkInformation::Feature;

bool networkIsGone(QNetworkInformation::Reachability now)
{
    return now == QNetworkInformation::Reachability::Disconnected;
}

bool networkCameBack(QNetworkInformation::Reachability before, QNetworkInformation::Reachability now)
{
    using Reachability = QNetworkInformation::Reachability;
    return now == Reachability::Online && before != Reachability::Online;
}

NetworkHint::NetworkHint(QObject *parent) : QObject(parent) {}

bool NetworkHint::start()
{
    using Reachability = QNetworkInformation::Reachability;
    if (m_information)
        return true;
    if (!QNetworkInformation::loadBackendByFeatures(Feature::Reachability | Feature::Metered) &&
        !QNetworkInformation::loadBackendByFeatures(Feature::Reachability))
        return false;
    m_information = QNetworkInformation::instance();
    if (!m_information)
        return false;
    m_last = m_information->reachability();
    connect(m_information, &QNetworkInformation::reachabilityChanged, this, [this](Reachability now) {
        const Reachability before = std::exchange(m_last, now);
        if (networkIsGone(before) != networkIsGone(now))
            Q_EMIT goneChanged(networkIsGone(now));
        if (networkCameBack(before, now))
            Q_EMIT cameBack();
    });
    connect(m_information, &QNetworkInformation::isMeteredChanged, this, &NetworkHint::meteredChanged);
    return true;
}

bool NetworkHint::isMetered() const
{
    return m_information && m_information->isMetered();
}

} // namespace postreel
