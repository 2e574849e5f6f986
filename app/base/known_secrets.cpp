#include "app/base/known_secrets.h"

#include <QHash>
#include <QMutex>
#include <QRegularExpression>
#include <QStringList>

namespace postreel {

namespace {

constexpr qsizetype least = 4;        // below, a secret is no more than any other letters
constexpr qsizetype leastAnywhere = 8;
// Longer ones are looked for in pieces: an expression must not grow without bound.
constexpr qsizetype pieceBytes = 128;

QString hexOf(uchar byte)
{
    return QString::number(byte, 16).rightJustified(2, u'0');
}

// One byte, as it is and in every escape that servers write it with. The expression is tried without regard to case.
QString anySpelling(char c)
{
    const auto byte = static_cast<uchar>(c);
    const QString hex = hexOf(byte);
    QStringList spellings{QStringLiteral("\\\\*") + QRegularExpression::escape(QString(QLatin1Char(c))),
                          QStringLiteral("%(?:25)*") + hex, QStringLiteral("\\\\+(?:u00|x)") + hex,
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

// The letters of Base64 that this piece alone decides, when it stands `shift` bytes behind the start of a group of three.
QByteArray base64Core(const QByteArray &piece, int shift)
{
    const QByteArray whole = QByteArray(piece).prepend(shift, '\0').toBase64(QByteArray::OmitTrailingEquals);
    const qsizetype first = (shift * 8 + 5) / 6;
    const qsizetype last = (shift + piece.size()) * 8 / 6;
    return whole.mid(first, last - first);
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

QVector<QRegularExpression> expressionsOf(const QByteArray &value)
{
    if (value.size() < least)
        return {};
    if (value.size() < leastAnywhere) // a word of its own
        return {QRegularExpression(u"(?<![\\w.~-])" % QRegularExpression::escape(QString::fromLatin1(value)) % u"(?![\\w.~-])")};
    QVector<QRegularExpression> expressions;
    const qsizetype pieces = (value.size() + pieceBytes - 1) / pieceBytes;
    const qsizetype each = (value.size() + pieces - 1) / pieces; // none is a short rest
    for (qsizetype at = 0; at < value.size(); at += each)
        expressions << expressionOf(value.mid(at, each));
    return expressions;
}

// The one place of the process where values are known. The log has one gate, too, which any thread goes through.
struct Registry
{
    QMutex mutex;
    QHash<const void *, QVector<QRegularExpression>> expressions;
    QHash<QByteArray, std::weak_ptr<const void>> entries;

    static Registry &instance()
    {
        static Registry &registry = *new Registry; // outlives whatever still holds a secret at the end
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
        expressions.insert(raw, expressionsOf(value));
        return entry;
    }
    void drop(const QByteArray *raw)
    {
        const QMutexLocker lock(&mutex);
        expressions.remove(raw);
        if (const auto found = entries.find(*raw); found != entries.end() && found->expired())
            entries.erase(found);
        delete raw;
    }
    QVector<QRegularExpression> all()
    {
        const QMutexLocker lock(&mutex);
        QVector<QRegularExpression> list;
        for (const QVector<QRegularExpression> &each : std::as_const(expressions))
            list += each;
        return list;
    }
};

} // namespace

KnownSecret::KnownSecret(const QByteArray &value)
    : m_entry(value.isEmpty() ? nullptr : Registry::instance().entryOf(QByteArray(value.constData(), value.size())))
{
}

QByteArray redactKnown(const QByteArray &text)
{
    const QVector<QRegularExpression> expressions = Registry::instance().all();
    if (expressions.isEmpty() || text.size() < least)
        return text;
    // Byte by byte: what is not valid UTF-8 stays as it is, and an escape is found all the same.
    const QString bytes = QString::fromLatin1(text);
    QString clean = bytes;
    for (const QRegularExpression &expression : expressions)
        clean.replace(expression, QStringLiteral("[redacted]"));
    return clean == bytes ? text : clean.toLatin1();
}

QString redactKnown(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray clean = redactKnown(bytes);
    return clean == bytes ? text : QString::fromUtf8(clean);
}

} // namespace postreel
