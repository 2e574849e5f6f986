#include "app/sandbox/command_line.h"

#include "app/sandbox/random_secret.h"
#include "app/sandbox/sandbox_text.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QSaveFile>

namespace postreel::sandbox {

namespace {

struct OptionEntry
{
    const char *name;
    const char *value;
    const char *description;
    bool specWord; // also a key of SPEC
    bool takesValue = true;
};

constexpr OptionEntry entries[] = {
    {"port", "N", "port on 127.0.0.1; 0 (default): the same as last time, or any", false},
    {"dir", "DIR", "folder for the sandbox's state (required)", false},
    {"spec", "SPEC", "WORD=VALUE,... with the words below, e.g. rtt=60,up=100,faults=stall", false},
    {"rtt", "MS", "round trip of the emulated link", true},
    {"up", "MBIT", "upload rate for all clients together; 0: no limit", true},
    {"down", "MBIT", "download rate for all clients together; 0: no limit", true},
    {"think", "MS", "server time of each API call", true},
    {"faults", "NAME", "fault scene, see below; several joined with +", true},
    {"processing", "SCRIPT", "how videos are processed, see below", true},
    {"probe", "on|off", "refuse the content that X refuses (on; videos need ffprobe), or take any", true},
    {"longest", "S", "longest video on a Post in seconds, as on an older X (0: as today)", true},
    {"limits", "x|off", "rate limits as X has them (default), or none", true},
    {"expires", "S", "life of uploads and media ids in seconds (86400)", true},
    {"tokens", "S", "life of access tokens from the token endpoint in seconds (7200)", true},
    {"seed", "N", "makes ids and random events the same on every run", true},
    {"forms", "both|resource|command", "which forms of the media calls are served (both)", true},
    {"account", "none|basic|premium|premiumplus", "subscription of every account (none)", true},
    {"tls-cert", "PEM", "certificate chain; with --tls-key the sandbox speaks https", false},
    {"tls-key", "PEM", "its key", false},
    {"token-file", "FILE",
     "only these tokens are valid; lines: TOKEN [USER] [scope,scope...]; created with a token of its own if it does not exist "
     "(default: one token, printed at the start)",
     false},
    {"open", "", "pages and inspection need no token, and without --token-file any token is @sandbox", false, false},
    {"client", "ID[:SECRET]:CALLBACK",
     "an OAuth client; may be given several times (default: any id is public)", false},
    {"record", "FILE", "append one JSON line per request, without tokens and media bytes", false},
};

Error usage(const QString &sentence)
{
    return Error{.kind = ErrorKind::Usage, .detail = sentence};
}

const OptionEntry *entryNamed(const QString &name)
{
    for (const OptionEntry &entry : entries)
        if (name == QLatin1String(entry.name))
            return &entry;
    return nullptr;
}

// Parses ID:CALLBACK or ID:SECRET:CALLBACK; the callback starts at its scheme.
Result<OAuthClient> parseClient(const QString &text)
{
    const qsizetype scheme = text.indexOf(QStringLiteral("://"));
    const qsizetype colon = scheme < 0 ? -1 : text.lastIndexOf(u':', scheme - 1);
    if (colon <= 0)
        return usage(SandboxText::tr("--client %1 is not of the form ID[:SECRET]:CALLBACK.").arg(text));
    OAuthClient client;
    client.id = text.left(colon).section(u':', 0, 0);
    client.secret = text.left(colon).section(u':', 1).toUtf8();
    client.callback = text.mid(colon + 1);
    return client;
}

SandboxCall::Token ownToken()
{
    return {randomSecret(), QStringLiteral("sandbox"), SandboxTokens::allScopes()};
}

Result<QList<SandboxCall::Token>> makeTokens(const QString &path)
{
    const SandboxCall::Token token = ownToken();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(token.token + '\n') < 0 || !file.commit())
        return usage(SandboxText::tr("The token file \"%1\" does not exist and cannot be created.").arg(path));
    return QList<SandboxCall::Token>{token};
}

Result<QList<SandboxCall::Token>> readTokens(const QString &path)
{
    if (!QFileInfo::exists(path))
        return makeTokens(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return usage(SandboxText::tr("The token file \"%1\" cannot be read.").arg(path));
    QList<SandboxCall::Token> tokens;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).simplified();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QStringList words = line.split(u' ');
        const QStringList scopes = words.value(2).split(u',', Qt::SkipEmptyParts);
        tokens.append({words.first().toUtf8(), words.value(1, QStringLiteral("sandbox")),
                       scopes.isEmpty() ? SandboxTokens::allScopes() : scopes});
    }
    if (tokens.isEmpty())
        return usage(SandboxText::tr("The token file \"%1\" contains no token.").arg(path));
    return tokens;
}

struct Words
{
    QMap<QString, QString> values;
    QStringList clients;
    bool help = false;
};

Result<Words> split(const QStringList &arguments)
{
    Words words;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == QLatin1String("--help") || argument == QLatin1String("-h")) {
            words.help = true;
            return words;
        }
        const QString name = argument.mid(2).section(u'=', 0, 0);
        const OptionEntry *entry = entryNamed(name);
        if (!argument.startsWith(QLatin1String("--")) || !entry)
            return usage(SandboxText::tr("Unknown option \"%1\"; --help lists them all.").arg(argument));
        const bool inside = argument.contains(u'=');
        if (!entry->takesValue) {
            if (inside)
                return usage(SandboxText::tr("--%1 takes no value.").arg(name));
            words.values[name] = name;
            continue;
        }
        if (!inside && i + 1 >= arguments.size())
            return usage(SandboxText::tr("--%1 needs a value: %2.").arg(name, QLatin1String(entry->value)));
        const QString value = inside ? argument.section(u'=', 1) : arguments.at(++i);
        if (name == QLatin1String("client"))
            words.clients.append(value);
        else
            words.values[name] = value;
    }
    return words;
}

QString specOf(const Words &words)
{
    QStringList parts;
    if (words.values.contains(QStringLiteral("spec")))
        parts << words.values.value(QStringLiteral("spec"));
    for (const OptionEntry &entry : entries)
        if (entry.specWord && words.values.contains(QLatin1String(entry.name)))
            parts << QLatin1String(entry.name) % u'=' % words.values.value(QLatin1String(entry.name));
    return parts.join(u',');
}

Result<Done> takeTokens(const Words &words, SandboxCall &call)
{
    call.options.open = words.values.contains(QStringLiteral("open"));
    call.options.howToOpen = SandboxText::tr("Open the link that postreel-sandbox printed when it started.");
    if (words.values.contains(QStringLiteral("token-file"))) {
        Result<QList<SandboxCall::Token>> tokens = readTokens(words.values.value(QStringLiteral("token-file")));
        if (!tokens)
            return tokens.error();
        call.tokens = tokens.take();
    } else if (call.options.open) {
        call.options.anyTokenUser = QStringLiteral("sandbox");
    } else {
        call.tokens = {ownToken()};
        call.printsToken = true;
    }
    return Done{};
}

Result<Done> takeFiles(const Words &words, SandboxCall &call)
{
    const auto value = [&words](const char *name) { return words.values.value(QLatin1String(name)); };
    call.options.tlsCertFile = value("tls-cert");
    call.options.tlsKeyFile = value("tls-key");
    call.options.recordFile = value("record");
    if (call.options.tlsCertFile.isEmpty() != call.options.tlsKeyFile.isEmpty())
        return usage(SandboxText::tr("--tls-cert and --tls-key must be given together."));
    for (const QString &text : words.clients) {
        Result<OAuthClient> client = parseClient(text);
        if (!client)
            return client.error();
        call.options.clients.append(client.take());
    }
    return takeTokens(words, call);
}

} // namespace

Result<SandboxCall> parseCommandLine(const QStringList &arguments)
{
    const Result<Words> words = split(arguments);
    if (!words)
        return words.error();
    SandboxCall call;
    call.help = words->help;
    if (call.help)
        return call;
    call.options.folder = words->values.value(QStringLiteral("dir"));
    if (call.options.folder.isEmpty())
        return usage(SandboxText::tr("--dir DIR is required: the folder for the sandbox's state."));
    bool ok = true;
    const QString port = words->values.value(QStringLiteral("port"), QStringLiteral("0"));
    call.options.port = port.toUShort(&ok);
    if (!ok)
        return usage(SandboxText::tr("--port %1: a number from 0 to 65535 is expected.").arg(port));
    Result<SandboxSpec> spec = SandboxSpec::parse(specOf(*words));
    if (!spec)
        return spec.error();
    call.options.spec = spec.take();
    const Result<Done> files = takeFiles(*words, call);
    return files ? Result<SandboxCall>(call) : files.error();
}

QString helpText()
{
    QString text = SandboxText::tr("postreel-sandbox: Postreel's own X, on this computer. Nothing leaves it.\n\npostreel-sandbox "
                                   "--dir DIR [options]\n");
    const auto row = [&text](const QString &name, const char *description) {
        text += u' ' % name.leftJustified(34) % u' ' % QLatin1String(description) % u'\n';
    };
    for (const OptionEntry &entry : entries)
        row(QStringLiteral("--%1 %2").arg(QLatin1String(entry.name), QLatin1String(entry.value)).trimmed(),
            entry.description);
    text += SandboxText::tr("\nFault scenes (--faults NAME)\n");
    for (const FaultScene &scene : faultScenes())
        row(QLatin1String(scene.name), scene.description);
    text += SandboxText::tr("\nOr ACTION@CALL[#N|#N-M|*][:BYTE], joined with '+': the Nth call of that name (default the "
                            "first), or\n"
                            "every one. CALL: ");
    QStringList calls;
    for (const QString &name : enumNameList(callNames))
        if (const Call call = *enumValue(callNames, name); isApiCall(call) || call == Call::Any)
            calls << name;
    text += calls.join(u' ') % SandboxText::tr(". BYTE may be half or end. ACTION:\n");
    for (const QString &line : faultActionLines())
        text += QStringLiteral("  ") % line % u'\n';
    text += SandboxText::tr("\nProcessing scripts (--processing SCRIPT)\n");
    for (const NamedScript &script : processingScripts())
        row(QLatin1String(script.name), script.description);
    return text +
           SandboxText::tr("Or STATE[:PERCENT][:SECONDS[:CHECK_AFTER]],... e.g. pending:1,in_progress:50:1,succeeded\n");
}

} // namespace postreel::sandbox
