#include "ui/cli/option_inputs.h"

#include "ui/error_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 maxInputBytes = 1 << 20; // far above what X takes as a text, or gives as a token
constexpr qsizetype maxTokenBytes = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("postreel::CommandLine", text);
}

} // namespace

std::optional<QByteArray> readInput(const QString &name, const std::function<QByteArray()> &standardInput,
                                    QString *problem)
{
    if (name == QLatin1String("-"))
        return standardInput();
    QFile file(name);
    Error error{.subject = name};
    if (!QFileInfo::exists(name))
        error.kind = name.contains(QChar::ReplacementCharacter) ? ErrorKind::NameNotUtf8 : ErrorKind::Missing;
    else if (QFileInfo(name).isDir())
        error.kind = ErrorKind::NotAFile;
    else if (!file.open(QIODevice::ReadOnly))
        error.kind = ErrorKind::Unreadable;
    if (!error)
        return file.read(maxInputBytes + 1);
    *problem = sentence(error, name);
    return std::nullopt;
}

std::optional<QString> postTextOf(const QByteArray &bytes, const QString &name, QString *problem)
{
    if (bytes.size() > maxInputBytes) {
        *problem = tr("%1 is larger than 1 MiB, and no Post is that long: give a shorter text.").arg(shownName(name));
        return std::nullopt;
    }
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decode(bytes);
    if (decode.hasError() || text.contains(QChar(u'\0'))) {
        *problem = tr("%1 is not UTF-8 text: save it as UTF-8.").arg(shownName(name));
        return std::nullopt;
    }
    if (text.endsWith(u'\n'))
        text.chop(text.endsWith(QLatin1String("\r\n")) ? 2 : 1);
    return text;
}

std::optional<QByteArray> tokenOf(const QByteArray &bytes, const QString &name, QString *problem)
{
    const QByteArray token = bytes.trimmed();
    const bool plain = std::all_of(token.cbegin(), token.cend(), [](char c) { return c > ' ' && c < 0x7f; });
    if (!token.isEmpty() && token.size() <= maxTokenBytes && plain)
        return token;
    *problem = tr("%1 contains no token: put only the token in it, on one line.").arg(shownName(name));
    return std::nullopt;
}

} // namespace postreel
