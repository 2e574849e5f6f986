// Carries out one StartRequest against the engine: records its Posts, tells their events and words, and finds
// the exit code.
// Invariant: finished() is emitted exactly once, after the summary; nothing is told after it.
#pragma once

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
    // When the run is over by itself.
    enum class Ends {
        WhenDone,     // all its Posts have ended or need a person; of a call that makes none, all unfinished ones of the profile
        WhenRecorded, // its Posts are on disk
        Never,        // end() ends it; then the events of all Posts are told, not of its own alone
    };

    // Where its output goes; an empty function: nowhere.
    struct Output
    {
        EventWriter::Sink event;                   // a line of --events
        std::function<void(const QString &)> say;   // a sentence for a person, without line end
        std::function<void(const QString &)> print; // a line of the result
    };

    Run(Engine &engine, StartRequest request, Ends ends, Output output, QObject *parent = nullptr);

    const StartRequest &request() const { return m_request; }
    // The key of the account that posts, before start(); empty: none chosen.
    void setAccount(const QString &key) { m_account = key; }
    // After the engine has started.
    void start();
    // From outside: a signal, the window closed, the engine cannot go on. Ignored when it is over.
    // Without an exit code: that of a program that its person left.
    void end(std::optional<int> exitCode = std::nullopt);
    // The call cannot be carried out: says so, exit code 2.
    void refuse(const QString &sentence);

Q_SIGNALS:
    // Its Posts are on disk, or there were none to record. `draft`: the first one, unless it was submitted.
    void recorded(const QString &draft);
    void finished(int exitCode);

private:
    // What is known of one of the files that are looked at one by one.
    struct Check
    {
        QVector<FileVerdict> verdicts; // its own, behind it those of its subtitles
        bool known = false;
        bool taken = false; // told, and on its way to its Post
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
    QString problemOfSharing(const QVector<FileVerdict> &verdicts) const;
    void createNext();
    void created(const QStringList &files, const Result<QString> &answer);
    void resumeUnfinished();
    void takeUnfinished(const QVector<PostView> &posts);
    NewPost newPost(const QStringList &files) const;
    void trackPost(const QString &id);
    void replacePost(const QString &id, const QString &inItsPlace);
    void recordingEnded();
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
    // "Pause all" was in force when it began, and still is. One that a person says later is waited for.
    bool isHeld() const { return m_beganHeld && m_engine.status().paused; }

    Engine &m_engine;
    const StartRequest m_request;
    QString m_account;
    const Ends m_ends;
    const bool m_finishesAll; // what was submitted before, and what is meanwhile
    const Output m_output;
    EventWriter m_events;
    const qint64 m_askedAtMs; // wall clock

    QVector<QStringList> m_toCreate; // the files of each Post that is still to be recorded
    QStringList m_creating;          // the first files of those that are being recorded
    QVector<Check> m_checks;         // by file
    qsizetype m_asked = 0;           // how many of these were begun
    QStringList m_hanging;           // files that do not answer, also those of other calls
    int m_badFiles = 0;
    int m_notCreated = 0;            // refused for another reason than their file
    QStringList m_posts;             // ids, in order
    QHash<QString, PostView> m_views;
    QVector<EngineEvent> m_early;    // came before it was known whose they are
    QSet<QString> m_told;            // name and id of events, ids with what was said of them: told already
    QHash<QString, QString> m_waits; // id of what waits → the reason that was said
    bool m_awaiting = false;         // a file went away and is given time to come back
    bool m_awayIsBad = false;        // that time is up
    bool m_proxyAsks = false;        // a proxy wants a person, told in this run
    bool m_beganHeld = false;
    bool m_recording = true;
    bool m_over = false;
};

} // namespace postreel
