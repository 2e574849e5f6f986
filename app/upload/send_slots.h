// How many segments may be on their way at once, over all uploads.
// Invariant: taken() ≤ limit; who takes a slot gives it back.
#pragma once

#include <QObject>

namespace postreel {

class SendSlots final : public QObject
{
    Q_OBJECT
public:
    // Six: what QNetworkAccessManager opens to one host; more would only queue inside it.
    explicit SendSlots(int limit = 6, QObject *parent = nullptr) : QObject(parent), m_free(limit) {}

    bool take()
    {
        if (m_free <= 0)
            return false;
        --m_free;
        return true;
    }
    void giveBack()
    {
        ++m_free;
        Q_EMIT freed();
    }

Q_SIGNALS:
    void freed();

private:
    int m_free;
};

} // namespace postreel
