// One run of the program on a profile, through the engine's public door alone.
// Invariant: ends as the program ends; what a second session finds is what the first one saved.
#pragma once

#include "app/engine/engine.h"
#include "tests/support/live_sandbox.h"
#include "tests/support/test_timeout.h"

#include <QCryptographicHash>
#include <QSet>
#include <QSignalSpy>

namespace postreel::testing {

inline constexpr qint64 kib = 1 << 10;
inline constexpr qint64 mib = 1 << 20;
inline const QString account = QStringLiteral("ada-key");

inline NewMedia media(const QString &file)
{
    NewMedia made;
    made.file = file;
    return made;
}

inline NewPost newPost(const QString &text, const QStringList &files = {})
{
    NewPost post;
    post.account = account;
    post.text = text;
    for (const QString &file : files)
        post.media.append(media(file));
    return post;
}

// One run of the program on a profile.
class Session
{
public:
    Session(const QString &profile, const LiveSandbox &sandbox, const QByteArray &token = goodToken,
            bool signInFirst = false)
        : engine(EngineOptions{.profile = profile})
    {
        if (signInFirst)
            signIn(sandbox, token);
        start();
        if (!signInFirst)
            signIn(sandbox, token);
    }
    Session(const EngineOptions &options, const LiveSandbox &sandbox) : engine(options)
    {
        start();
        signIn(sandbox, goodToken);
    }
    // With nobody yet.
    explicit Session(const EngineOptions &options) : engine(options) { start(); }
    // With those who are signed in alone, as the keychain has them.
    Session(const QString &profile, TokenStore &keychain)
        : engine(EngineOptions{.profile = profile, .keychain = &keychain, .refreshLockFolder = profile})
    {
        start();
    }

    void signIn(const LiveSandbox &sandbox, const QByteArray &token)
    {
        engine.accounts().add({.key = account, .label = QStringLiteral("@ada")}, sandbox.base(), token);
    }

    Result<QString> create(const NewPost &post)
    {
        std::optional<Result<QString>> answer;
        engine.posts().create(post, &m_context, [&](const Result<QString> &given) { answer = given; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, waitMs))
            qFatal("no answer to createPost");
        return *answer;
    }
    QString mustCreate(const NewPost &post)
    {
        const Result<QString> id = create(post);
        if (!id)
            qFatal("not created: %s", qPrintable(nameOf(id.error().kind)));
        return *id;
    }

    PostView view(const QString &id) const
    {
        for (const PostView &post : engine.posts().all())
            if (post.id == id)
                return post;
        return {};
    }
    PostState state(const QString &id) const { return view(id).state; }
    UploadState uploadState(const QString &id, int place = 0) const
    {
        return view(id).uploads.value(place).state;
    }

    // "created", "state Queued>Checking", "post Draft>Waiting for media", …
    QStringList told() const
    {
        QStringList lines;
        for (const EngineEvent &event : events) {
            const QString from = event.fields.value(QStringLiteral("from")).toString();
            lines << (from.isEmpty() ? event.name
                                     : event.name % u' ' % from % u'>' %
                                           event.fields.value(QStringLiteral("to")).toString());
        }
        return lines;
    }
    qsizetype count(const QString &name) const
    {
        return std::count_if(events.cbegin(), events.cend(),
                             [&](const EngineEvent &event) { return event.name == name; });
    }
    EngineEvent last(const QString &name) const
    {
        for (auto event = events.crbegin(); event != events.crend(); ++event)
            if (event->name == name)
                return *event;
        return {};
    }

    Engine engine;
    QVector<EngineEvent> events;

private:
    void start()
    {
        QObject::connect(&engine, &Engine::happened, &m_context,
                         [this](const EngineEvent &event) { events.append(event); });
        QSignalSpy started(&engine, &Engine::started);
        engine.start();
        if (!started.wait(waitMs))
            qFatal("the engine did not start");
    }

    QObject m_context;
};

inline QString sha256Of(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
}

inline QSet<QString> sha256sReceived(const LiveSandbox &sandbox)
{
    QSet<QString> sums;
    for (const QJsonValue &upload : sandbox.uploads())
        sums << upload[QStringLiteral("sha256")].toString();
    return sums;
}

#define TRY_POST(session, id, wanted)                                                                        \
    QTRY_VERIFY2_WITH_TIMEOUT((session).state(id) == (wanted), qPrintable(nameOf((session).state(id))),      \
                              waitMs)
#define TRY_UPLOAD(session, id, wanted)                                                                      \
    QTRY_VERIFY2_WITH_TIMEOUT((session).uploadState(id) == (wanted),                                         \
                              qPrintable(nameOf((session).uploadState(id))), waitMs)

} // namespace postreel::testing
