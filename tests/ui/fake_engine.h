// A fake Engine: records calls and returns what the test configured.
// Invariant: answers come queued, as from the real one.
#pragma once

#include "app/engine/engine.h"

#include <QStringList>

namespace postreel::testing {

struct FakeEngine
{
    QStringList calls;        // "setText p1 0 hello"
    QVector<NewPost> created; // what createPost() was given
    QVector<PostView> posts;  // what posts() gives
    QVector<PostView> unfinished; // what unfinished() answers
    StatusView status;        // what status() gives after start()
    QVector<HistoryEntry> entries;
    // What the next createPost() answers; an empty list answers "p1", "p2", …
    QVector<Result<QString>> answers;
    QVector<SignInRequest> signInRequests;               // what signIn() was given
    QVector<QByteArray> tokens;               // what signInWithToken() was given
    Result<SignInStarted> starts = SignInStarted{}; // what signIn() answers
    std::optional<CallbackEnd> pasteSays;     // what pasteSignIn() answers
    StoreOutcome removeSays = StoreOutcome::Stored; // what signOut() answers
    Result<QString> trackSays = QStringLiteral("track"); // what addSubtitles() answers
    Result<QString> copySays = ErrorKind::Aborted;  // what copyHere() answers
    Result<Done> findSays = Error{.kind = ErrorKind::FileChanged, .cause = ErrorCause::OtherFile}; // what findFile() answers
    bool copyRuns = false;                          // it does not answer
    std::function<void(qint64)> copyTells;          // what copyHere() was given to tell how far it is
    std::function<void(const Result<QString> &)> copied; // ends what copyHere() began, with copyRuns
    Result<FilmFacts> film = FilmFacts{.durationMs = 60'000, .width = 160, .height = 90, .mostMs = 1'200'000};
    QStringList stripFiles;           // what filmstrip() gives, then no error
    Result<QString> moment = QString(); // what frameAt() answers
    QStringList shownThumbnails; // what showThumbnails() was given
    bool silent = false; // createPost() does not answer until answerNow()
    std::function<void()> held;

    void answerNow();
};

FakeEngine &fakeEngine();

} // namespace postreel::testing
