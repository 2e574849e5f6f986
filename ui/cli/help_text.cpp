#include "ui/cli/cli_text.h"
#include "ui/cli/command_line.h"
#include "ui/cli/options.h"

namespace postreel {

namespace {

constexpr int column = 30; // where the explanations start
constexpr int width = 100;

QString usageOf(const Option &option)
{
    const QString name = QStringLiteral("  --") % QLatin1String(option.name);
    const QString value = QLatin1String(option.value);
    switch (option.takes) {
    case Option::Takes::Nothing:
        return name;
    case Option::Takes::Value:
        return name % u' ' % value;
    case Option::Takes::MayTakeValue:
        return name % QStringLiteral("[=") % value % u']';
    }
    return name;
}

// Puts the first line after `start`, breaks at spaces and indents the following lines.
QString paragraph(const QString &start, const QString &text)
{
    QString lines = start.size() < column - 1 ? start.leftJustified(column)
                                              : start % u'\n' % QString(column, u' ');
    qsizetype used = column;
    const QStringList words = text.split(u' ');
    for (const QString &word : words) {
        if (used > column && used + 1 + word.size() > width) {
            lines += u'\n' % QString(column, u' ');
            used = column;
        } else if (used > column) {
            lines += u' ';
            ++used;
        }
        lines += word;
        used += word.size();
    }
    return lines % u'\n';
}

QString groupTitle(OptionId first)
{
    switch (first) {
    case OptionId::Sandbox:
        return CliText::tr("Where to");
    case OptionId::Text:
        return CliText::tr("The Post");
    case OptionId::Fix:
        return CliText::tr("What X would refuse");
    case OptionId::Limit:
        return CliText::tr("The run");
    case OptionId::Version:
        return CliText::tr("About");
    case OptionId::ApiBase: case OptionId::CaFile: case OptionId::TokenFile: case OptionId::Account:
    case OptionId::TextFile: case OptionId::Alt: case OptionId::Subtitles: case OptionId::Cover:
    case OptionId::At: case OptionId::Post: case OptionId::Each: case OptionId::SendAnyway:
    case OptionId::Check: case OptionId::Timeout: case OptionId::Once: case OptionId::QuitWhenDone:
    case OptionId::Events: case OptionId::Profile: case OptionId::Help: case OptionId::HelpEvents:
        return {};
    }
    return {};
}

} // namespace

QString commandLineHelp()
{
    QString text = CliText::tr("Usage: postreel [options] [FILES…]\n\n"
                               "Postreel uploads videos and pictures to X while you write the Post.\n"
                               "FILES are attached to a new draft; with --post it is submitted.\n");
    for (const Option &option : options()) {
        const QString title = groupTitle(option.id);
        if (!title.isEmpty())
            text += u'\n' % title % QStringLiteral(":\n");
        text += paragraph(usageOf(option), CliText::tr(option.help));
    }
    text += CliText::tr("\nQt's own options work too, such as -platform offscreen. -- ends the options.\n"
                        "\nExit codes (with --quit-when-done):\n"
                        "  0  all posted; without --post: all uploads ready\n"
                        "  1  something failed\n"
                        "  2  wrong usage, or a file that cannot be read or that X could never take\n"
                        "  3  a person is needed: to decide about a file, to sign in, or to resume what is paused\n"
                        "  4  the outcome of a Post is unknown: look on X before you post it again\n"
                        "  5  --timeout\n"
                        "  128+n  stopped by signal n; everything is saved and continues at the next start\n"
                        "\nProxies: http_proxy or https_proxy, by the scheme of the address, else all_proxy, in lower case or\n"
                        "capitals: [http|socks5|socks5h://][USER:PASSWORD@]HOST[:PORT], port 1080 without one, http:// without a\n"
                        "scheme. socks5h lets the proxy resolve names. no_proxy lists what needs no proxy: *, hosts with all below\n"
                        "them, HOST:PORT, networks such as 10.0.0.0/8. If none is set, the system's proxy is used. The\n"
                        "sandbox never uses one.\n"
                        "\nEnvironment:\n"
                        "  POSTREEL_CORE_DUMPS=1  allow core files; they would contain tokens, so none are written otherwise\n"
                        "\nExamples:\n"
                        "  postreel --sandbox film.mp4\n"
                        "  postreel --sandbox --post --text 'Hello' --quit-when-done film.mp4\n"
                        "  postreel --check *.mp4\n"
                        "  postreel --access-token-file token --quit-when-done    finishes what earlier calls left\n"
                        "  postreel --sandbox --post --fix auto --quit-when-done screen-recording.mkv\n"
                        "  postreel --access-token-file token --post --text-file post.txt --quit-when-done --events - film.mp4\n");
    return text;
}

} // namespace postreel
