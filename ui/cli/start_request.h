// One call of the program as a plain value: what a command line asks for, with every value already read
// and checked. It is also what a second start hands to the program that runs.
// Invariant: a StartRequest that readCommandLine() gave makes sense as it stands; nobody checks it again.
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
        QString language; // two capitals
        friend bool operator==(const Subtitle &, const Subtitle &) = default;
    };

    Kind kind = Kind::Run;
    QStringList files; // absolute paths

    bool sandbox = false;
    QString sandboxSpec;
    QString apiBase; // empty: X itself
    QString caFile;  // absolute path; empty: none
    QByteArray token; // of --access-token-file; empty: none
    QString account; // "@name", an id or "sandbox"; empty: not said

    QString text;
    QStringList altTexts; // none, one for all files, or one per file
    QVector<Subtitle> subtitles;
    qint64 coverMs = -1; // -1: X chooses
    qint64 atMs = 0;     // wall clock, ms since the epoch; 0: at once

    bool post = false;
    bool each = false;
    bool sendAnyway = false;
    bool fix = false; // --fix auto
    qint64 limitBytesPerSecond = 0; // 0: none
    qint64 timeoutMs = 0;           // 0: none
    QString onceKey;                // empty: none
    bool quitWhenDone = false;
    QString events;  // "-", an absolute path, or empty: not wanted
    QString profile; // absolute path; empty: the person's own

    // Something to attach or to write, so that a Post comes of it.
    bool makesPosts() const { return !files.isEmpty() || !text.isEmpty(); }
    bool wantsSandbox() const { return sandbox || account == QLatin1String("sandbox"); }
    // The program leaves by itself, so nobody needs to see a window.
    bool quitsByItself() const { return kind != Kind::Run || quitWhenDone; }

    // For the way to the running program, and for that alone: the token is in it.
    QJsonObject toJson() const;
    static StartRequest fromJson(const QJsonObject &json);
    friend bool operator==(const StartRequest &, const StartRequest &) = default;
};

} // namespace postreel
