#include "ui/cli/command_line.h"

#include "ui/cli/cli_text.h"
#include "ui/cli/option_inputs.h"
#include "ui/cli/options.h"
#include "ui/option_values.h"
#include "ui/shown_words.h"
#include "ui/timecode.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 pastGraceMs = 60'000; // a script needs a moment between computing --at and starting the program

class Parser
{
public:
    Parser(const QStringList &arguments, const ParseContext &surroundings)
        : m_arguments(arguments), m_surroundings(surroundings)
    {
    }

    CommandLine parse()
    {
        m_since.start();
        readArguments();
        if (ok() && m_request.kind != StartRequest::Kind::Help && m_request.kind != StartRequest::Kind::HelpEvents
            && m_request.kind != StartRequest::Kind::Version) {
            checkTogether();
            readInputs();
            if (m_hasRead && m_request.timeoutMs > 0) // the rest of --timeout is left for the run itself
                m_request.timeoutMs = std::max<qint64>(1, m_request.timeoutMs - m_since.elapsed());
        }
        return {m_problem.isEmpty() ? m_request : StartRequest{}, m_problem, m_isLate};
    }

private:
    bool ok() const { return m_problem.isEmpty(); }
    void refuse(const QString &problem)
    {
        if (ok())
            m_problem = problem;
    }
    void refuse(OptionId id, const QString &problem)
    {
        refuse(QStringLiteral("--") % QLatin1String(optionOf(id).name) % u' ' % problem);
    }
    void refuseFile(OptionId id, const QString &sentence)
    {
        refuse(QStringLiteral("--") % QLatin1String(optionOf(id).name) % QStringLiteral(": ") % sentence);
    }
    bool given(OptionId id) const { return m_given.contains(id); }
    QString absolute(const QString &name) const
    {
        return QDir::cleanPath(QDir(m_surroundings.folder).absoluteFilePath(name));
    }

    void readArguments();
    void readOption(const QString &argument);
    void readUnknown(const QString &name);
    void take(OptionId id, const QString &value);
    void takeFlag(OptionId id);
    void takeText(OptionId id, const QString &value);
    void takeValue(OptionId id, const QString &value);
    void takeSubtitles(const QString &value);
    void takeApiBase(const QString &value);
    void takeAt(const QString &value);
    void checkTogether();
    void checkPostOptions();
    void checkAccountOptions();
    void readInputs();
    std::optional<QByteArray> bytesOf(OptionId id, const QString &name);
    void readCaFile();

    const QStringList m_arguments;
    const ParseContext &m_surroundings;
    qsizetype m_next = 0;
    StartRequest m_request;
    QString m_problem;
    QVector<OptionId> m_given;
    QString m_textFile;
    QString m_tokenFile;
    QElapsedTimer m_since;
    bool m_hasRead = false;
    bool m_isLate = false;
};

void Parser::readArguments()
{
    bool optionsEnded = false;
    while (ok() && m_next < m_arguments.size()) {
        const QString argument = m_arguments[m_next++];
        if (optionsEnded || !argument.startsWith(u'-') || argument == QLatin1String("-"))
            m_request.files << absolute(argument);
        else if (argument == QLatin1String("--"))
            optionsEnded = true;
        else if (argument == QLatin1String("-h"))
            takeFlag(OptionId::Help);
        else
            readOption(argument);
    }
}

void Parser::readUnknown(const QString &name)
{
    const QString closest = closestOption(name);
    const QString shown = shownWords(m_arguments[m_next - 1].section(u'=', 0, 0)).left(80); // its value may be a secret
    if (closest.isEmpty())
        refuse(CliText::tr("There is no option %1: postreel --help lists them all. If it is a file, write -- before it.")
                   .arg(shown));
    else
        refuse(CliText::tr("There is no option %1. Did you mean --%2? postreel --help lists them all.").arg(shown, closest));
}

void Parser::readOption(const QString &argument)
{
    const qsizetype equals = argument.indexOf(u'=');
    const QString name = argument.mid(2, equals < 0 ? -1 : equals - 2);
    const Option *option = argument.startsWith(QLatin1String("--")) ? findOption(name) : nullptr;
    if (!option)
        return readUnknown(name);
    if (given(option->id) && !option->repeats && option->takes != Option::Takes::Nothing)
        return refuse(option->id, CliText::tr("is given twice: keep one of them."));
    m_given << option->id;

    if (option->takes == Option::Takes::Nothing) {
        if (equals >= 0)
            return refuse(option->id, CliText::tr("takes no value: leave out what follows it."));
        return takeFlag(option->id);
    }
    if (equals >= 0)
        return take(option->id, argument.mid(equals + 1));
    if (option->takes == Option::Takes::MayTakeValue)
        return take(option->id, QString());

    // An option whose value is missing must not consume the next option as its value.
    const bool missing = m_next >= m_arguments.size()
                         || (m_arguments[m_next].startsWith(QLatin1String("--"))
                             && findOption(m_arguments[m_next].mid(2).section(u'=', 0, 0)));
    if (missing)
        return refuse(option->id, CliText::tr("needs a value: write it like --%1=%2.")
                                      .arg(QLatin1String(option->name), QLatin1String(option->value)));
    take(option->id, m_arguments[m_next++]);
}

void Parser::take(OptionId id, const QString &value)
{
    if (value.isEmpty() && id != OptionId::Sandbox && id != OptionId::Text && id != OptionId::Alt)
        return refuse(id, CliText::tr("has an empty value: give one or leave the option out."));
    if (value.contains(QChar(u'\0')))
        return refuse(id, CliText::tr("must not contain a zero byte: leave it out."));
    takeText(id, value);
}

void Parser::takeFlag(OptionId id)
{
    if (id == OptionId::Post)
        m_request.post = true;
    else if (id == OptionId::Each)
        m_request.each = true;
    else if (id == OptionId::SendAnyway)
        m_request.sendAnyway = true;
    else if (id == OptionId::QuitWhenDone)
        m_request.quitWhenDone = true;
    else if (id == OptionId::Check)
        m_request.kind = StartRequest::Kind::Check;
    else if (id == OptionId::Version)
        m_request.kind = StartRequest::Kind::Version;
    else if (id == OptionId::HelpEvents)
        m_request.kind = StartRequest::Kind::HelpEvents;
    else if (id == OptionId::Help)
        m_request.kind = StartRequest::Kind::Help;
    // --help, --help-events and --version win over all other arguments; the rest is not read.
    if (m_request.kind >= StartRequest::Kind::Help)
        m_next = m_arguments.size();
}

void Parser::takeText(OptionId id, const QString &value)
{
    if (id == OptionId::Sandbox) {
        m_request.sandbox = true;
        m_request.sandboxSpec = value;
    } else if (id == OptionId::TokenFile) {
        m_tokenFile = value == QLatin1String("-") ? value : absolute(value);
    } else if (id == OptionId::TextFile) {
        m_textFile = value == QLatin1String("-") ? value : absolute(value);
    } else if (id == OptionId::Account) {
        m_request.account = value;
    } else if (id == OptionId::Text) {
        m_request.text = value;
    } else if (id == OptionId::Alt) {
        if (value.size() > 1000)
            refuse(id, CliText::tr("is longer than the 1,000 characters that X takes: shorten it."));
        m_request.altTexts << value;
    } else if (id == OptionId::Once) {
        m_request.onceKey = value;
    } else if (id == OptionId::Events) {
        m_request.events = value == QLatin1String("-") ? value : absolute(value);
    } else if (id == OptionId::Profile) {
        m_request.profile = absolute(value);
    } else {
        takeValue(id, value);
    }
}

void Parser::takeValue(OptionId id, const QString &value)
{
    const QString shown = shownWords(value).left(80);
    if (id == OptionId::ApiBase) {
        takeApiBase(value);
    } else if (id == OptionId::CaFile) {
        m_request.caFile = absolute(value);
    } else if (id == OptionId::Subtitles) {
        takeSubtitles(value);
    } else if (id == OptionId::At) {
        takeAt(value);
    } else if (id == OptionId::Fix) {
        if (value != QLatin1String("never") && value != QLatin1String("auto"))
            refuse(id, CliText::tr("%1 is not known: write never or auto.").arg(shown));
        m_request.fix = value == QLatin1String("auto");
    } else if (id == OptionId::Cover) {
        const auto moment = parseTimecode(value);
        if (!moment)
            return refuse(id, CliText::tr("%1 is not a time: write seconds (12.5) or minutes and seconds (1:02.5).").arg(shown));
        m_request.coverMs = *moment;
    } else if (id == OptionId::Limit) {
        const auto limit = limitOf(value);
        if (!limit)
            return refuse(id, CliText::tr("%1 is not a speed limit: write whole KiB per second (1 KiB is 1,024 bytes), 32 or "
                                          "more.").arg(shown));
        m_request.limitBytesPerSecond = *limit;
    } else if (id == OptionId::Timeout) {
        const auto timeout = timeoutOf(value);
        if (!timeout)
            return refuse(id, CliText::tr("%1 is not a time: write seconds, more than 0.").arg(shown));
        m_request.timeoutMs = *timeout;
    }
}

void Parser::takeAt(const QString &value)
{
    const auto at = wallTimeOf(value);
    if (!at)
        return refuse(OptionId::At, CliText::tr("%1 is not a date and time: write it like 2030-05-01T18:00 (local) or "
                                                "2030-05-01T18:00Z.")
                                        .arg(shownWords(value).left(80)));
    if (*at < m_surroundings.nowMs - pastGraceMs)
        return refuse(OptionId::At, CliText::tr("%1 is in the past: give a time in the future, or leave it out to post right "
                                                "away.")
                                        .arg(shownWords(value).left(80)));
    m_request.atMs = *at;
}

void Parser::takeSubtitles(const QString &value)
{
    const qsizetype colon = value.lastIndexOf(u':');
    const QString language = value.mid(colon + 1).toUpper();
    const bool twoLetters = language.size() == 2 && language[0] >= u'A' && language[0] <= u'Z'
                            && language[1] >= u'A' && language[1] <= u'Z';
    if (colon < 1 || !twoLetters)
        return refuse(OptionId::Subtitles, CliText::tr("%1 has no language: write it like film.srt:EN, with two letters.")
                                               .arg(shownWords(value).left(80)));
    m_request.subtitles << StartRequest::Subtitle{absolute(value.left(colon)), language};
}

void Parser::takeApiBase(const QString &value)
{
    QString why;
    const auto base = apiBaseOf(value, &why);
    if (base)
        m_request.apiBase = *base;
    else // shown without user info and query, which may hold secrets
        refuse(OptionId::ApiBase, value.contains(u'@')
                                      ? why
                                      : shownWords(QUrl(value).toDisplayString(QUrl::RemoveQuery)).left(80) % u' ' % why);
}

void Parser::checkTogether()
{
    checkAccountOptions();
    checkPostOptions();
    if (m_request.kind != StartRequest::Kind::Check)
        return;
    if (m_request.files.isEmpty())
        refuse(OptionId::Check, CliText::tr("has nothing to check: name the files."));
    if (m_request.post)
        refuse(OptionId::Check, CliText::tr("sends nothing, but --post does: leave one of them out."));
}

void Parser::checkAccountOptions()
{
    const bool other = given(OptionId::ApiBase) || given(OptionId::TokenFile);
    if (m_request.wantsSandbox() && other)
        refuse(CliText::tr("The sandbox has its own address and token: leave out --api-base and --access-token-file, or the "
                           "sandbox."));
    if (m_request.sandbox && given(OptionId::Account) && m_request.account != QLatin1String("sandbox"))
        refuse(OptionId::Account, CliText::tr("names an account on X, but --sandbox is not X: leave one of them out."));
    if (given(OptionId::TokenFile) && given(OptionId::Account))
        refuse(OptionId::Account, CliText::tr("picks an account that is signed in, but --access-token-file brings its own: "
                                              "leave one of them out."));
    if (given(OptionId::CaFile) && !given(OptionId::ApiBase))
        refuse(OptionId::CaFile, CliText::tr("only works with --api-base: give that too, or leave this out."));
}

void Parser::checkPostOptions()
{
    const qsizetype files = m_request.files.size();
    const qsizetype alts = m_request.altTexts.size();
    if (given(OptionId::Text) && given(OptionId::TextFile))
        refuse(CliText::tr("--text and --text-file both give the text: keep one of them."));
    if (m_textFile == QLatin1String("-") && m_tokenFile == QLatin1String("-"))
        refuse(CliText::tr("--text-file and --access-token-file cannot both read standard input: put one in a file."));
    if (m_request.post && files == 0 && m_request.text.isEmpty() && m_textFile.isEmpty())
        refuse(OptionId::Post, CliText::tr("has nothing to post: name a file or give --text."));
    if (given(OptionId::At) && !m_request.post && m_request.kind == StartRequest::Kind::Run)
        refuse(OptionId::At, CliText::tr("is when to post, but nothing is posted: add --post."));
    if (!m_request.each && m_request.kind == StartRequest::Kind::Run && files > 4)
        refuse(CliText::tr("A Post takes at most 4 files, and you gave %1: add --each for one Post per file.").arg(files));
    if (alts > 1 && alts != files)
        refuse(OptionId::Alt, CliText::tr("is given %1 times for %2 files: give it once for all, or once per file.")
                                  .arg(alts)
                                  .arg(files));
    if (alts > 0 && files == 0)
        refuse(OptionId::Alt, CliText::tr("describes a file: name the file."));
    if ((given(OptionId::Subtitles) || given(OptionId::Cover)) && files == 0)
        refuse(given(OptionId::Cover) ? OptionId::Cover : OptionId::Subtitles,
               CliText::tr("belongs to a video: name its file."));
    if (given(OptionId::Subtitles) && files > 1)
        refuse(OptionId::Subtitles, CliText::tr("belong to one video: give one file."));
    if (given(OptionId::Once) && m_request.each && files > 1)
        refuse(OptionId::Once, CliText::tr("is for one Post, but --each makes several: run it once per file."));
}

// --timeout counts from the start of the program, so it also limits reading these files.
std::optional<QByteArray> Parser::bytesOf(OptionId id, const QString &name)
{
    const qint64 timeoutMs = m_request.timeoutMs;
    const QDeadlineTimer until(timeoutMs > 0 ? std::max<qint64>(0, timeoutMs - m_since.elapsed()) : -1);
    const Input input = readInput(name, m_surroundings.standardInput, until);
    m_isLate = input.isLate;
    m_hasRead = true;
    if (input.isLate)
        refuse(input.problem);
    else if (!input.bytes)
        refuseFile(id, input.problem);
    return input.bytes;
}

void Parser::readCaFile()
{
    const auto pem = bytesOf(OptionId::CaFile, m_request.caFile);
    if (pem && !pem->contains("-----BEGIN CERTIFICATE-----"))
        refuse(OptionId::CaFile, CliText::tr("%1 contains no certificate: give a PEM file.").arg(shownName(m_request.caFile)));
}

void Parser::readInputs()
{
    QString problem;
    if (ok() && !m_request.caFile.isEmpty())
        readCaFile();
    if (ok() && !m_textFile.isEmpty()) {
        const auto bytes = bytesOf(OptionId::TextFile, m_textFile);
        const auto text = bytes ? postTextOf(*bytes, m_textFile, &problem) : std::nullopt;
        if (!text)
            return refuseFile(OptionId::TextFile, problem);
        m_request.text = *text;
    }
    if (ok() && !m_tokenFile.isEmpty()) {
        const auto bytes = bytesOf(OptionId::TokenFile, m_tokenFile);
        const auto token = bytes ? tokenOf(*bytes, m_tokenFile, &problem) : std::nullopt;
        if (!token)
            return refuseFile(OptionId::TokenFile, problem);
        m_request.token = *token;
    }
    if (ok() && m_request.post && !m_request.makesPosts())
        refuse(OptionId::Post, CliText::tr("has nothing to post: the text is empty and no file is named; give one of them."));
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments, const ParseContext &surroundings)
{
    return Parser(arguments, surroundings).parse();
}

} // namespace postreel
