#include "ui/cli/options.h"

#include <QCoreApplication>
#include <algorithm>
#include <numeric>

namespace postreel {

namespace {
using enum Option::Takes;

constexpr Option table[] = {
    {OptionId::Sandbox, "sandbox", MayTakeValue, "SPEC", false,
     QT_TRANSLATE_NOOP("CliText", "Use the sandbox, a faithful copy of X inside the program; nothing reaches X. SPEC is a list such as "
                       "rtt=60,up=100,down=100,think=150 (ms and Mbit/s), faults=NAME, processing=SCRIPT, limits=x or off, "
                       "probe=on or off (whether it refuses content as X does), expires=S, seed=N. Its state is kept in "
                       "PROFILE/sandbox.")},
    {OptionId::ApiBase, "api-base", Value, "URL", false,
     QT_TRANSLATE_NOOP("CliText", "Another X API: https anywhere, http on this computer only.")},
    {OptionId::CaFile, "ca-file", Value, "PEM", false,
     QT_TRANSLATE_NOOP("CliText", "Certificates to trust for it, in addition to the system's.")},
    {OptionId::TokenFile, "access-token-file", Value, "FILE|-", false,
     QT_TRANSLATE_NOOP("CliText", "Access token for this run; it is never stored. - reads it from standard input. Postreel asks X once whose "
                       "it is: a Post for one user waits for that user, and is never sent with another user's token.")},
    {OptionId::Account, "account", Value, "@NAME|ID|sandbox", false, QT_TRANSLATE_NOOP("CliText", "The account to post from.")},
    {OptionId::Text, "text", Value, "TEXT", false, QT_TRANSLATE_NOOP("CliText", "The text of the Post.")},
    {OptionId::TextFile, "text-file", Value, "FILE|-", false,
     QT_TRANSLATE_NOOP("CliText", "The same from a UTF-8 file or, with -, from standard input.")},
    {OptionId::Alt, "alt", Value, "TEXT", true,
     QT_TRANSLATE_NOOP("CliText", "Alt text of the files: once for all of them, or once per file in the same order.")},
    {OptionId::Subtitles, "subtitles", Value, "FILE:LANG", true,
     QT_TRANSLATE_NOOP("CliText", "Subtitles (SRT or VTT) of the video, with their language: film.srt:EN.")},
    {OptionId::Cover, "cover", Value, "TIME", false,
     QT_TRANSLATE_NOOP("CliText", "The moment of the video to use as its cover: 12.5 or 1:02.5.")},
    {OptionId::At, "at", Value, "ISO8601", false,
     QT_TRANSLATE_NOOP("CliText", "When to post: 2030-05-01T18:00 (local time) or 2030-05-01T18:00Z.")},
    {OptionId::Post, "post", Nothing, "", false, QT_TRANSLATE_NOOP("CliText", "Submit right away, without the pause for Undo.")},
    {OptionId::Each, "each", Nothing, "", false, QT_TRANSLATE_NOOP("CliText", "One Post per file; several videos need it.")},
    {OptionId::Fix, "fix", Value, "never|auto", false,
     QT_TRANSLATE_NOOP("CliText", "Whether a file that X would or may refuse is fixed automatically before it is uploaded; never is the "
                       "default. Your file is not touched. This needs ffmpeg.")},
    {OptionId::SendAnyway, "send-anyway", Nothing, "", false,
     QT_TRANSLATE_NOOP("CliText", "Send what X would or may refuse as it is; with --fix auto, only what cannot be fixed.")},
    {OptionId::Check, "check", Nothing, "", false,
     QT_TRANSLATE_NOOP("CliText", "Only tell what X would make of the files, without using the network: exit code 1 if X would refuse one, 0 "
                       "if not, even if it may.")},
    {OptionId::Limit, "limit", Value, "KIB/S", false,
     QT_TRANSLATE_NOOP("CliText", "Send no faster than this many KiB (1,024 bytes each) per second, at least 32; for this run, instead of the "
                       "limit set in the window.")},
    {OptionId::Timeout, "timeout", Value, "SECONDS", false,
     QT_TRANSLATE_NOOP("CliText", "Quit with exit code 5 if this call's Posts are not done by then. Everything is saved.")},
    {OptionId::Once, "once", Value, "KEY", false,
     QT_TRANSLATE_NOOP("CliText", "At most one Post per key, user and profile; a second run repeats the outcome of the first.")},
    {OptionId::QuitWhenDone, "quit-when-done", Nothing, "", false,
     QT_TRANSLATE_NOOP("CliText", "Quit when this call's Posts are done; without --post, when its uploads are ready. Without FILES and text: "
                       "when every unfinished Post of the profile that was submitted is done.")},
    {OptionId::Events, "events", Value, "FILE|-", false,
     QT_TRANSLATE_NOOP("CliText", "Write what happens as JSON lines; with - nothing else goes to standard output.")},
    {OptionId::Profile, "profile", Value, "DIR", false,
     QT_TRANSLATE_NOOP("CliText", "The folder that holds everything. Only one Postreel runs per profile: a second one hands its request to "
                       "the first, relays its events and returns its exit code.")},
    {OptionId::Version, "version", Nothing, "", false, QT_TRANSLATE_NOOP("CliText", "Print the version.")},
    {OptionId::Help, "help", Nothing, "", false, QT_TRANSLATE_NOOP("CliText", "Print this.")},
    {OptionId::HelpEvents, "help-events", Nothing, "", false,
     QT_TRANSLATE_NOOP("CliText", "Print the events with their fields, and every name that can appear in them.")},
};

} // namespace

std::span<const Option> options()
{
    return table;
}

const Option &optionOf(OptionId id)
{
    return *std::find_if(std::begin(table), std::end(table), [id](const Option &option) { return option.id == id; });
}

const Option *findOption(const QString &name)
{
    for (const Option &option : options())
        if (name == QLatin1String(option.name))
            return &option;
    return nullptr;
}

namespace {

// Levenshtein distance: the number of characters to insert, delete or replace.
int distance(const QString &a, const QString &b)
{
    QVector<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.last();
}

} // namespace

QString closestOption(const QString &name)
{
    QString best;
    int bestDistance = 3;
    for (const Option &option : options()) {
        const QString candidate = QLatin1String(option.name);
        const int found = distance(name.left(64), candidate);
        if (found < bestDistance) {
            best = candidate;
            bestDistance = found;
        }
    }
    return best;
}

} // namespace postreel
