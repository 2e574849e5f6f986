// Carries out one StartRequest with the engine: records its Posts, reports their events and messages, and
// determines the exit code.
// Invariant: finished() is emitted exactly once, after the summary; nothing is reported afterwards.
#pragma once

#include "app/base/wall_timer.h"
#include "app/engine/engine.h"
#include "ui/cli/event_writer.h"
#include "ui/cli/run_outcome.h"
#include "ui/cli/start_request.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <functional>

namespace postreel {

class Run : public QObject
{
    Q_OBJECT
public:
    // When the run ends by itself.
    enum class Ends {
        WhenDone,     // all its Posts (if it makes none: all unfinished ones of the profile) have ended or need the user
        WhenRecorded, // its Posts are on disk
        Never,        // only end() ends it; it reports the events of all Posts, not only of its own
    };

    // Output functions; an empty function discards its output.
    struct Output
    {
        EventWriter::Sink event;                   // a line of --events
        std::function<void(const QString &)> say;   // a sentence for the user, without line end
        std::function<void(const QString &)> print; // a line of the result
    };

    Run(Engine &engine, StartRequest request, Ends ends, Output output, QObject *parent = nullptr);

    const StartRequest &request() const { return m_request; }
    // Key of the account to post from; call before start(). Empty: none chosen.
    void setAccount(const QString &key) { m_account = key; }
    // Call after the engine has started.
    void start();
    // Ends the run from outside (signal, window closed, engine failed); ignored if it has already ended.
    // Without an exit code: the one for a program that the user closed.
    void end(std::optional<int> exitCode = std::nullopt);
    // Reports that the call cannot be carried out and ends with exit code 2.
    void refuse(const QString &sentence);

Q_SIGNALS:
    // Its Posts are on disk, or there were none to record. `draft`: id of the first one; empty if it was
    // submitted.
    void recorded(const QString &draft);
    void finished(int exitCode);

private:
    // The state of one file that is checked on its own.
    struct Check
    {
        QVector<FileVerdict> verdicts; // of the file, followed by those of its subtitles
        bool known = false;
        bool taken = false; // reported; its Post is created or to be created
    };

    void checkFiles();
    void askForVerdicts();
    void takeVerdicts();
    bool allChecked() const;
    bool isGood(const FileVerdict &verdict);
    void endOfCheck();
    void verdictsOfOnePost(const QVector<FileVerdict> &verdicts);
    void reportVerdict(const FileVerdict &verdict);
    void reportWhatFfmpegAdds(const QVector<FileVerdict> &verdicts) const;
    void reportBadFile(const QString &file, const Error &error);
    void reportFailure(const Error &error, const QString &file);
    QString problemOfSharing(const QVector<FileVerdict> &verdicts) const;
    void createNext();
    void created(const QStringList &files, const Result<QString> &answer);
    void resumeUnfinished();
    void takeUnfinished(const QVector<PostView> &posts);
    NewPost newPost(const QStringList &files) const;
    void trackPost(const QString &id);
    void replacePost(const QString &id, const QString &inItsPlace);
    void recordingEnded();
    int exitCodeOfRecording() const; // whatever becomes of the recorded Posts
    void reportCreated(const PostView &post);
    void reportStanding(const PostView &post);

    void happened(const EngineEvent &event);
    void report(const EngineEvent &event);
    void rememberVerdict(const EngineEvent &event);
    void showMessageOnce(const QString &postId, const QString &words);
    void showWait(const EngineEvent &event, const PostView &post);
    void filesHang(const QStringList &paths);
    void postChanged(const PostView &post);
    void settle();
    QVector<RunOutcome> outcomes() const;
    void timeIsUp();
    void awaitFiles();
    void showMessage(const QString &sentence) const;
    // "Pause all" was already in force at the start of this run and still is. A pause that the user sets
    // later is waited out.
    bool isHeld() const { return m_beganHeld && m_engine.status().paused; }

    Engine &m_engine;
    const StartRequest m_request;
    QString m_account;
    const Ends m_ends;
    const bool m_finishesAll; // it works on all submitted Posts, also those submitted by others meanwhile
    const Output m_output;
    EventWriter m_events;
    SystemClock m_clock;
    WallTimer m_timeout; // of --timeout, which may be longer than a QTimer takes
    const qint64 m_askedAtMs; // wall clock

    QVector<QStringList> m_toCreate; // the files of each Post that is still to be recorded
    QStringList m_creating;          // the first file of each Post that is being recorded
    QVector<Check> m_checks;         // by file
    qsizetype m_asked = 0;           // number of checks started
    QStringList m_hanging;           // files that do not respond, including those of other runs
    int m_badFiles = 0;
    int m_notCreated = 0;            // Posts refused for a reason other than a file
    QStringList m_posts;             // ids, in order
    QHash<QString, PostView> m_views;
    QVector<EngineEvent> m_early;    // events that came before it was known whose Posts they belong to
    QSet<QString> m_told;            // what was already reported: event name plus id, or id plus message
    QHash<QString, QString> m_waits; // upload or Post id → the wait reason last reported
    bool m_awaiting = false;         // waiting for a file that went away to come back
    bool m_awayIsBad = false;        // that wait is over
    bool m_proxyAsks = false;        // this run was told that a proxy needs the user
    bool m_beganHeld = false;
    bool m_recording = true;
    bool m_over = false;
};

} // namespace postreel
