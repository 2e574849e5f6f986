// One call of the program as a plain value: the command line with every value already read and checked. Also
// what a second start hands to the running program.
// Invariant: a StartRequest from readCommandLine() is consistent; it is not checked again.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

namespace postreel {

struct StartRequest
{
    enum class Kind { Run, Check, Help, HelpEvents, Version };
    struct Subtitle
    {
        QString file;     // absolute path
        QString language; // two capital letters
        friend bool operator==(const Subtitle &, const Subtitle &) = default;
    };

    Kind kind = Kind::Run;
    QStringList files; // absolute paths

    bool sandbox = false;
    QString sandboxSpec;
    QString apiBase; // empty: X itself
    QString caFile;  // absolute path; empty: none
    QByteArray token; // from --access-token-file; empty: none
    QString account; // "@name", an id or "sandbox"; empty: not given

    QString text;
    QStringList altTexts; // none, one for all files, or one per file
    QVector<Subtitle> subtitles;
    qint64 coverMs = -1; // -1: X chooses
    qint64 atMs = 0;     // wall clock, ms since the epoch; 0: now

    bool post = false;
    bool each = false;
    bool sendAnyway = false;
    bool fix = false; // --fix auto
    qint64 limitBytesPerSecond = 0; // 0: none
    qint64 timeoutMs = 0;           // 0: none
    QString onceKey;                // empty: none
    bool quitWhenDone = false;
    QString events;  // "-" (standard output) or an absolute path; empty: none
    QString profile; // absolute path; empty: the default profile

    // True if there is a file or text, so that a Post is created.
    bool makesPosts() const { return !files.isEmpty() || !text.isEmpty(); }
    bool wantsSandbox() const { return sandbox || account == QLatin1String("sandbox"); }
    // True if the program quits by itself, so no window is needed.
    bool quitsByItself() const { return kind != Kind::Run || quitWhenDone; }

    // Only for the connection to the running program, because the token is included.
    QJsonObject toJson() const;
    static StartRequest fromJson(const QJsonObject &json);
    friend bool operator==(const StartRequest &, const StartRequest &) = default;
};

} // namespace postreel
