// All that a Publisher works with; its uploads are made by real Uploaders and are values here.
// Invariant: what a second bench on the same folder loads is what the first one saved.
#pragma once

#include "app/post/publisher.h"
#include "tests/support/test_timeout.h"
#include "tests/upload/upload_bench.h"

#include <QSet>
#include <QTimer>

namespace postreel::testing {

class PostBench : public UploadBench
{
public:
    PostBench(const QString &profile, const QUrl &apiBase) : UploadBench(profile, apiBase) {}

    Post draft(const QStringList &parts)
    {
        Post post;
        post.id = QStringLiteral("post");
        post.account = benchAccount;
        for (const QString &text : parts)
            post.parts.append(PostPart{.text = text});
        if (!posts.save(post, std::nullopt))
            qFatal("not saved");
        return post;
    }
    // Uploads the file now.
    void hold(const QString &file, UploadKind kind = UploadKind::Media)
    {
        Uploader uploader(services, saved(file, kind), nullptr);
        uploader.handle(event::Start{});
        if (!QTest::qWaitFor([&] { return uploader.record().state == UploadState::Ready; }, waitMs))
            qFatal("no upload: %s", qPrintable(nameOf(uploader.record().state)));
        uploads.append(uploader.record());
    }

    PostStore posts{database};
    QVector<Upload> uploads;
    QStringList asked; // of the engine
    QSet<QString> ours;
    PostServices postServices{clock,
                              transport,
                              posts,
                              [this](const QString &) { return base; },
                              [this](const QString &) { return uploads; },
                              [this](const QString &) { asked << QStringLiteral("start"); },
                              [this](const QString &) { asked << QStringLiteral("retry"); },
                              [this](const QString &) { asked << QStringLiteral("cancel"); },
                              [this](const QString &, const QStringList &ids, bool reupload) {
                                  asked << (reupload ? QStringLiteral("send anew ") : QStringLiteral("prove "))
                                               % ids.join(u' ');
                              },
                              [this](const QString &) { return ours; },
                              [this](const QString &, const std::function<void(bool)> &then) {
                                  ++looks;
                                  QTimer::singleShot(0, &context, [this, then] {
                                      if (!filesAreSame)
                                          uploads.first().state = UploadState::Checking;
                                      then(filesAreSame);
                                  });
                              }};
    bool filesAreSame = true;
    int looks = 0; // at the files, before a request

private:
    QObject context;
};

// What the history tells of the Post itself.
inline QStringList statesOf(const QVector<HistoryEntry> &history)
{
    QStringList states;
    for (const HistoryEntry &entry : history)
        if (entry.uploadId.isEmpty())
            states << entry.to;
    return states;
}

} // namespace postreel::testing

#define TRY_POST(publisher, wanted)                                                                          \
    QTRY_VERIFY2_WITH_TIMEOUT((publisher).record().state == (wanted),                                        \
                              qPrintable(nameOf((publisher).record().state)), waitMs)
