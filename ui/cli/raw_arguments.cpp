#include "ui/cli/raw_arguments.h"

#include "ui/cli/cli_text.h"

#include <QStringDecoder>

namespace postreel {

namespace {

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decode(bytes);
    return !decode.hasError();
}

// In shell notation: caf\xe9.mp4.
QString shown(const QByteArray &bytes)
{
    QString text;
    for (const char c : bytes) {
        const auto byte = static_cast<uchar>(c);
        const bool plain = byte >= 0x20 && byte < 0x7f && c != '\\';
        text += plain ? QString(QLatin1Char(c)) : QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
    }
    return text.size() <= 80 ? text : u'\u2026' % text.right(80);
}

bool isOfText(const QByteArray &option)
{
    return option.startsWith("--text") || option.startsWith("--alt") || option.startsWith("--part");
}

} // namespace

QString notUtf8Among(const QByteArrayList &arguments)
{
    QByteArray before;
    for (const QByteArray &argument : arguments) {
        const bool text = isOfText(before) || (isOfText(argument) && argument.contains('='));
        before = argument.startsWith("--text-file") ? QByteArray() : argument;
        if (isUtf8(argument))
            continue;
        if (text && !argument.startsWith("--text-file"))
            return CliText::tr("Text on this command line is not valid UTF-8 (%1): write it in UTF-8, or put it in a file.")
                .arg(shown(argument));
        return CliText::tr("The name of a file is not valid UTF-8 (%1), so Postreel cannot open it: rename it, then run this again.")
            .arg(shown(argument));
    }
    return {};
}

} // namespace postreel
