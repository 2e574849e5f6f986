#include "app/sandbox/ids.h"

#include <algorithm>

namespace postreel::sandbox {

namespace {
constexpr qint64 epochOfX = 1288834974657; // ms since the Unix epoch: the zero point of X's snowflake ids
constexpr quint64 firstSeeded = 1880028106020515840ULL;
} // namespace

void Ids::seed(quint64 seed)
{
    m_seed = seed;
    if (seed != 0)
        m_random.seed(seed);
}

void Ids::keepAbove(const QString &id)
{
    m_last = std::max(m_last, id.toULongLong());
}

QString Ids::next(qint64 wallMs)
{
    if (m_seed != 0)
        m_last = std::max(m_last, firstSeeded) + 1 + m_random() % 4194304;
    else
        m_last = std::max(m_last + 1 + m_random() % 4096, static_cast<quint64>(wallMs - epochOfX) << 22);
    return QString::number(m_last);
}

QString Ids::letters(int length)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QString text;
    for (int i = 0; i < length; ++i)
        text += QLatin1Char(alphabet[m_random() % (sizeof alphabet - 1)]);
    return text;
}

} // namespace postreel::sandbox
