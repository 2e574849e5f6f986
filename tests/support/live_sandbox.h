// A real sandbox on a real socket, in a thread of its own, for the tests of every module that talks to X.
// Invariant: what it tells of requests, uploads and Posts is what came over the wire; every wait is bounded.
#pragma once

#include "app/sandbox/sandbox.h"
#include "tests/support/authorize_page.h"
#include "tests/support/test_timeout.h"
#include "tests/support/tiny_film.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QtEndian>

namespace postreel::testing {

inline constexpr int waitMs = timeoutMs;
inline const QByteArray goodToken = "good-token";
inline const QString sandboxUser = QStringLiteral("ada");

class LiveSandbox
{
public:
    // `spec` is that of `--sandbox=SPEC`; limits are off and ids fixed unless it says otherwise.
    explicit LiveSandbox(const QString &spec = {}, const QList<sandbox::OAuthClient> &clients = {})
    {
        m_thread.start();
        m_sandbox = new Sandbox(SandboxOptions{.folder = m_folder.filePath(QStringLiteral("sandbox")), .clients = clients, .open = true});
        m_sandbox->moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            m_sandbox, [this] { m_base = startedBase(); }, Qt::BlockingQueuedConnection);
        m_sandbox->addToken(goodToken, sandboxUser);
        play(spec);
    }
    ~LiveSandbox()
    {
        m_sandbox->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(LiveSandbox)

    QUrl base() const { return m_base; }
    void addToken(const QByteArray &token) { m_sandbox->addToken(token, sandboxUser); }

    // From now on; counts of faults start over.
    void play(const QString &spec)
    {
        const Result<SandboxSpec> parsed =
            SandboxSpec::parse(QStringLiteral("processing=none,limits=off,seed=7,") + spec);
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().detail));
        m_sandbox->apply(*parsed);
    }

    // Requests so far, oldest first; of one call if it is named.
    QVector<QJsonObject> requests(const QString &call = {}) const
    {
        QVector<QJsonObject> found;
        for (const QJsonValue &value :
             ask("/sandbox/log?since=0").value(QStringLiteral("requests")).toArray()) {
            const QString name = value[QStringLiteral("call")].toString();
            if (name != QLatin1String("inspect") && (call.isEmpty() || name == call))
                found.append(value.toObject());
        }
        return found;
    }
    // "initialize append append finalize"
    QString callsInOrder() const
    {
        QStringList names;
        for (const QJsonObject &request : requests())
            names << request.value(QStringLiteral("call")).toString();
        return names.join(u' ');
    }
    // How often each index was sent, whatever became of it.
    QHash<int, int> appendsByIndex() const
    {
        QHash<int, int> counted;
        for (const QJsonObject &request : requests(QStringLiteral("append")))
            if (const QString index =
                    request.value(QStringLiteral("fields"))[QStringLiteral("segment_index")].toString();
                !index.isEmpty())
                ++counted[index.toInt()];
        return counted;
    }
    QJsonArray uploads() const { return ask("/sandbox/uploads").value(QStringLiteral("uploads")).toArray(); }
    QJsonArray posts() const { return ask("/sandbox/posts").value(QStringLiteral("posts")).toArray(); }

private:
    QUrl startedBase()
    {
        const Result<QUrl> started = m_sandbox->start();
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
        return *started;
    }
    QJsonObject ask(const QByteArray &path) const
    {
        const QByteArray answer =
            askServer(m_base, "GET " + path + " HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer " + goodToken +
                                  "\r\nConnection: close\r\n\r\n");
        return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
    }

    QTemporaryDir m_folder;
    QThread m_thread;
    Sandbox *m_sandbox;
    QUrl m_base;
};

// Noise that no encoding shortens, the same for the same length and seed.
inline QByteArray noise(qsizetype bytes, quint32 seed = 1)
{
    QByteArray made(bytes, Qt::Uninitialized);
    quint32 x = seed * 2654435761u + 1;
    for (char &c : made) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        c = static_cast<char>(x);
    }
    return made;
}

// A film that X takes, with a box at its end that players skip: noise up to the size wanted. Too small for that, it is an
// MP4 by its first bytes alone.
inline QString writeVideo(const QString &path, qsizetype bytes, quint32 seed = 1)
{
    const QByteArray film = tinyFilm();
    const qsizetype box = bytes - film.size();
    constexpr qsizetype boxHeader = 8;
    QByteArray head =
        QByteArray::fromHex("0000001866747970") + "isom" + QByteArray::fromHex("00000200") + "isommp41";
    if (box >= boxHeader) {
        const quint32 length = qToBigEndian(static_cast<quint32>(box));
        head = film + QByteArray(reinterpret_cast<const char *>(&length), sizeof length) + "free";
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(head + noise(bytes - head.size(), seed)) != bytes)
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

inline QString writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

inline QString writePicture(const QString &path)
{
    return writeBytes(path, tinyPicture());
}

} // namespace postreel::testing
