// What the tests of removing share: a film in mid-upload, the last removal told, and a profile as the next start leaves it.
// Invariant: a film is cut into segments of 256 KiB from its first one on, so that none is sent again for its size.
#pragma once

#include "tests/engine/engine_ground.h"

#include "app/store/post_store.h"
#include "app/store/removal_store.h"
#include "app/store/upload_store.h"

namespace postreel::testing {

inline constexpr qint64 aWhile = 60'000; // longer than any test
inline const QString segmentsOf256Kib = QStringLiteral("faults=chunk-limit-256k");

// As the next start leaves it.
struct AfterStart
{
    explicit AfterStart(const QString &profile)
    {
        if (!database.open(profile % QStringLiteral("/postreel.sqlite")) || !RemovalStore(database).removeMarked())
            qFatal("no database");
        posts = PostStore(database).loadAll().take().posts;
        uploads = UploadStore(database).loadAll().take().uploads;
    }
    qint64 rows(const QString &table)
    {
        qint64 count = -1;
        const Result<Done> read = database.each(QStringLiteral("SELECT count(*) FROM ") % table, {},
                                                [&](const QSqlQuery &row) { count = row.value(0).toLongLong(); });
        return read ? count : -1;
    }
    Database database;
    QVector<Post> posts;
    QVector<Upload> uploads;
};

inline NewPost filmWithTracks(const QString &film, const QString &folder)
{
    NewPost wanted = newPost(QStringLiteral("Film"), {film});
    for (const char *language : {"EN", "DE"}) {
        const QString track = writeBytes(folder % u'/' % QLatin1String(language) % QStringLiteral(".srt"),
                                         "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        wanted.media.first().subtitles.append({track, QLatin1String(language)});
    }
    return wanted;
}

// The last removal that an engine told of.
class Last : public QObject
{
public:
    explicit Last(Engine &engine) : m_engine(engine)
    {
        connect(&engine.removals(), &EngineRemovals::lastChanged, this, [this](const RemovalView &last) { view = last; });
        connect(&engine.removals(), &EngineRemovals::undone, this, [this] { ++undone; });
    }
    void undo() { m_engine.removals().undo(view.id); }
    RemovalView view;
    int undone = 0;

private:
    Engine &m_engine;
};

inline QSet<int> ackedIn(const PostView &post)
{
    QSet<int> acked;
    for (const SegmentView &segment : post.uploads.value(0).segments)
        if (segment.phase == SegmentPhase::Sent)
            acked << segment.index;
    return acked;
}

inline QStringList filesOf(const PostView &post)
{
    QStringList names;
    for (const UploadView &upload : post.uploads)
        names << upload.file.section(u'/', -1);
    return names;
}

class RemovalGround : protected EngineGround
{
protected:
    EngineOptions options(qint64 undoMs = aWhile) const { return {.profile = profile(), .undoRemovalMs = undoMs}; }
    // A draft whose film has two segments at X and more to go, slowly.
    QString draftInMidUpload(Session &session) const
    {
        const QString first = session.mustCreate(newPost(QStringLiteral("First"), {video("first.mp4", 300 * kib, 7)}));
        if (!QTest::qWaitFor([&] { return session.uploadState(first) == UploadState::Ready; }, waitMs))
            qFatal("the size of segments was not learned");
        session.engine.posts().cancel(first);
        session.engine.network().setPlainLimit(mib);
        const QString id = session.mustCreate(newPost(QStringLiteral("Words"), {video("a.mp4", 20 * 256 * kib)}));
        if (!QTest::qWaitFor([&] { return ackedIn(session.view(id)).size() >= 2; }, waitMs))
            qFatal("no segment arrived");
        return id;
    }
};

// How often each segment of the newest media was sent, and how many media were begun.
inline QHash<int, int> sentOfNewest(const LiveSandbox &sandbox)
{
    QHash<int, int> counted;
    const QVector<QJsonObject> appends = sandbox.requests(QStringLiteral("append"));
    for (const QJsonObject &append : appends)
        if (append.value(QStringLiteral("path")) == appends.last().value(QStringLiteral("path")))
            ++counted[append.value(QStringLiteral("fields"))[QStringLiteral("segment_index")].toString().toInt()];
    return counted;
}

} // namespace postreel::testing
