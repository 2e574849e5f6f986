// Ids like X's: 19 digits, increasing over time. With a seed they are the same on every run.
// Invariant: next() never returns an id that it returned before or that keepAbove() received.
#pragma once

#include <QString>
#include <random>

namespace postreel::sandbox {

class Ids
{
public:
    // 0: ids follow the wall clock; any other seed determines them alone.
    void seed(quint64 seed);
    // Makes all further ids greater than this one, which comes from the journal.
    void keepAbove(const QString &id);
    QString next(qint64 wallMs);
    // Random text of that length from [A-Za-z0-9], for t.co links. Not for secrets.
    QString letters(int length);

private:
    quint64 m_last = 0;
    quint64 m_seed = 0;
    std::mt19937_64 m_random{std::random_device{}()};
};

} // namespace postreel::sandbox
