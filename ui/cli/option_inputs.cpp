#include "ui/cli/option_inputs.h"

#include "app/base/unjoined_threads.h"
#include "ui/cli/cli_text.h"
#include "ui/error_text.h"
#include "ui/shown_words.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace postreel {

namespace {

constexpr qint64 maxInputBytes = 1 << 20; // far above the length of any text or token that X accepts
constexpr qsizetype maxTokenBytes = 64 * 1024;

// Blocks.
Input readNow(const QString &name, const std::function<QByteArray()> &standardInput)
{
    if (name == QLatin1String("-"))
        return {standardInput(), {}};
    QFile file(name);
    Error error{.subject = name};
    if (!QFileInfo::exists(name))
        error.kind = name.contains(QChar::ReplacementCharacter) ? ErrorKind::NameNotUtf8 : ErrorKind::Missing;
    else if (QFileInfo(name).isDir())
        error.kind = ErrorKind::NotAFile;
    else if (!file.open(QIODevice::ReadOnly))
        error.kind = ErrorKind::Unreadable;
    if (error)
        return {std::nullopt, sentence(error, name)};
    QByteArray bytes;
    // A pipe returns what it holds at the moment; only an empty read means its end.
    for (QByteArray part = file.read(maxInputBytes + 1); !part.isEmpty() && bytes.size() <= maxInputBytes; part = file.read(maxInputBytes + 1))
        bytes += part;
    return {bytes, {}};
}

// Shared between the reading thread and the one that waits for it.
struct Reading
{
    std::mutex mutex;
    std::condition_variable ended;
    std::optional<Input> input;
};

} // namespace

Input readInput(const QString &name, const std::function<QByteArray()> &standardInput, QDeadlineTimer until)
{
    if (until.isForever())
        return readNow(name, standardInput);
    const auto reading = std::make_shared<Reading>();
    startUnjoined([reading, name, standardInput] {
        Input input = readNow(name, standardInput);
        const std::lock_guard lock(reading->mutex);
        reading->input = std::move(input);
        reading->ended.notify_all();
    });
    std::unique_lock lock(reading->mutex);
    const auto ended = [&] { return reading->input.has_value(); };
    if (reading->ended.wait_for(lock, std::chrono::milliseconds(until.remainingTime()), ended))
        return *reading->input;
    return {.bytes = std::nullopt, .problem = sentence(Error{.kind = ErrorKind::TimedOut}, QString()), .isLate = true};
}

std::optional<QString> postTextOf(const QByteArray &bytes, const QString &name, QString *problem)
{
    if (bytes.size() > maxInputBytes) {
        *problem = CliText::tr("%1 is larger than 1 MiB, and no Post is that long: give a shorter text.").arg(shownName(name));
        return std::nullopt;
    }
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decode(bytes);
    if (decode.hasError() || text.contains(QChar(u'\0'))) {
        *problem = CliText::tr("%1 is not UTF-8 text: save it as UTF-8.").arg(shownName(name));
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
    *problem = CliText::tr("%1 contains no token: put only the token in it, on one line.").arg(shownName(name));
    return std::nullopt;
}

} // namespace postreel
