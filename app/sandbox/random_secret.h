// Generates a token, code or key.
// Invariant: 256 bits from the system's random source, in characters that are safe in URLs and headers.
#pragma once

#include <QByteArray>
#include <QRandomGenerator>

namespace postreel::sandbox {

inline QByteArray randomSecret()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / 4);
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace postreel::sandbox
