#include "app/base/known_secrets.h"

#include "app/base/secret_windows.h"

#include <QHash>
#include <QMutex>
#include <QRegularExpression>
#include <QStringList>

namespace postreel {

namespace {

constexpr qsizetype least = 4;        // a shorter secret cannot be told from other text
constexpr qsizetype leastAnywhere = 8;
// Bounds the size of an expression. A longer value that has no windows is almost all white space.
constexpr qsizetype mostSought = 128;

QString hexOf(uchar byte)
{
    return QString::number(byte, 16).rightJustified(2, u'0');
}

// Matches one byte, plain and in every escape that servers write it with; used without regard to case. A run of backslashes is
// bounded: otherwise all of it would be read again from each of them.
QString anySpelling(char c)
{
    const auto byte = static_cast<uchar>(c);
    const QString hex = hexOf(byte);
    QStringList spellings{QStringLiteral("\\\\{0,16}") + QRegularExpression::escape(QString(QLatin1Char(c))),
                          QStringLiteral("%(?:25)*") + hex, QStringLiteral("\\\\{1,16}(?:u00|x)") + hex,
                          QStringLiteral("&#(?:0*%1|x0*%2);").arg(byte).arg(QString::number(byte, 16))};
    switch (c) {
    case ' ':
        spellings << QStringLiteral("\\+");
        break;
    case '&':
        spellings << QStringLiteral("&amp;");
        break;
    case '<':
        spellings << QStringLiteral("&lt;");
        break;
    case '>':
        spellings << QStringLiteral("&gt;");
        break;
    case '"':
        spellings << QStringLiteral("&quot;");
        break;
    case '\'':
        spellings << QStringLiteral("&apos;");
        break;
    default:
        break;
    }
    return u"(?:" % spellings.join(u'|') % u')';
}

QString anyBase64(const QByteArray &piece)
{
    QStringList forms;
    for (int shift = 0; shift < 3; ++shift) {
        QString form;
        for (const char c : base64Core(piece, shift)) {
            const char other = c == '+' ? '-' : c == '/' ? '_' : c;
            form += other == c ? anySpelling(c) : QString(u"(?:" % anySpelling(c) % u'|' % QLatin1Char(other) % u')');
        }
        forms << form;
    }
    return forms.join(u'|');
}

QRegularExpression expressionOf(const QByteArray &piece)
{
    QString plain;
    for (const char c : piece)
        plain += anySpelling(c);
    const QString whole = plain % u"|" % QString::fromLatin1(piece.toHex()) % u"|" % anyBase64(piece);
    return QRegularExpression(whole, QRegularExpression::CaseInsensitiveOption | QRegularExpression::DontCaptureOption);
}

// For a secret that is too short for windows.
QVector<QRegularExpression> expressionsOf(const QByteArray &value)
{
    if (value.size() < least)
        return {};
    if (value.size() < leastAnywhere) // only as a word of its own
        return {QRegularExpression(u"(?<![\\w.~-])" % QRegularExpression::escape(QString::fromLatin1(value)) % u"(?![\\w.~-])")};
    return {expressionOf(value.left(mostSought))};
}

// Patterns for one secret; WholeSearch has those for all.
struct Search
{
    std::vector<SecretWindow> windows;
    QVector<QRegularExpression> expressions;
};

struct WholeSearch
{
    SecretWindows windows;
    QVector<QRegularExpression> expressions;
};

Search searchOf(const QByteArray &value)
{
    constexpr qsizetype leastLong = 16;
    Search search;
    if (value.size() >= leastLong)
        search.windows = windowsOf(value);
    if (search.windows.empty())
        search.expressions = expressionsOf(value);
    return search;
}

// The only place that knows the values. Global, as the log is, which any thread writes to.
struct Registry
{
    QMutex mutex;
    QHash<const void *, Search> searches;
    std::shared_ptr<const WholeSearch> whole; // null: a secret was added or removed
    QHash<QByteArray, std::weak_ptr<const void>> entries;

    static Registry &instance()
    {
        static Registry &registry = *new Registry; // never destroyed, as secrets may outlive static objects
        return registry;
    }
    std::shared_ptr<const void> entryOf(const QByteArray &value)
    {
        const QMutexLocker lock(&mutex);
        if (std::shared_ptr<const void> known = entries.value(value).lock())
            return known;
        const auto *raw = new QByteArray(value);
        std::shared_ptr<const void> entry(raw, [this, raw](const void *) { drop(raw); });
        entries.insert(value, entry);
        searches.insert(raw, searchOf(value));
        whole.reset();
        return entry;
    }
    void drop(const QByteArray *raw)
    {
        const QMutexLocker lock(&mutex);
        searches.remove(raw);
        whole.reset();
        if (const auto found = entries.find(*raw); found != entries.end() && found->expired())
            entries.erase(found);
        delete raw;
    }
    std::shared_ptr<const WholeSearch> all()
    {
        const QMutexLocker lock(&mutex);
        if (!whole) {
            auto made = std::make_shared<WholeSearch>();
            for (const Search &each : std::as_const(searches)) {
                made->windows.insert(each.windows.begin(), each.windows.end());
                made->expressions += each.expressions;
            }
            whole = made;
        }
        return whole;
    }
};

} // namespace

KnownSecret::KnownSecret(const QByteArray &value)
    : m_entry(value.isEmpty() ? nullptr : Registry::instance().entryOf(QByteArray(value.constData(), value.size())))
{
}

QByteArray redactKnown(const QByteArray &text)
{
    const std::shared_ptr<const WholeSearch> search = Registry::instance().all();
    if (text.size() < least)
        return text;
    QByteArray clean = redactWindows(text, search->windows);
    if (search->expressions.isEmpty())
        return clean;
    // As Latin-1, byte by byte: invalid UTF-8 stays as it is, and escapes are found all the same.
    QString bytes = QString::fromLatin1(clean);
    for (const QRegularExpression &expression : search->expressions)
        bytes.replace(expression, QStringLiteral("[redacted]"));
    return bytes.toLatin1();
}

QByteArray redactLong(const QByteArray &text)
{
    return text.size() < least ? text : redactWindows(text, Registry::instance().all()->windows);
}

QString redactKnown(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray clean = redactKnown(bytes);
    return clean == bytes ? text : QString::fromUtf8(clean);
}

} // namespace postreel
