// Ids as X gives them: 19 digits, growing with time. With a seed they are the same at every run.
// Invariant: next() never returns an id that it returned before, or that keepAbove() was told of.
#pragma once

#include <QString>
#include <random>

namespace postreel::sandbox {

class Ids
{
public:
    // 0: ids follow the time of day; else they follow the seed alone.
    void seed(quint64 seed);
    // An id from the journal: all further ones are greater.
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
