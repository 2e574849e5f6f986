#include "app/auth/pkce.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace postreel {

namespace {

constexpr auto urlForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomText(qsizetype words)
{
    QVector<quint32> bits(words);
    QRandomGenerator::system()->fillRange(bits.data(), words);
    return QByteArray(reinterpret_cast<const char *>(bits.constData()), words * 4).toBase64(urlForm);
}

} // namespace

SignInSecrets SignInSecrets::make()
{
    return {.state = randomText(8), .verifier = randomText(12)};
}

QByteArray challengeOf(const QByteArray &verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(urlForm);
}

bool sameSecret(const QByteArray &one, const QByteArray &other)
{
    if (one.size() != other.size())
        return false;
    unsigned differing = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        differing |= static_cast<unsigned>(one.at(i) ^ other.at(i));
    return differing == 0;
}

} // namespace postreel
