// What the tests of the sandbox's look at content share: real files made by ffmpeg, stand-ins for ffprobe,
// questions. Invariant: PATH is as it was once a Programs has gone; every file lies in the folder that a test
// gives.
#pragma once

#include "sandbox_fixture.h"
#include "tests/media/media_files.h"
#include "tests/support/test_timeout.h"

namespace postreel::testing {

inline constexpr const char *quick = "limits=off,processing=pending:0.01,succeeded";

inline bool haveTools()
{
    return haveFfmpeg() && !QStandardPaths::findExecutable(QStringLiteral("ffprobe")).isEmpty();
}

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

// The programs that a sandbox finds, as long as this lives.
class Programs
{
public:
    explicit Programs(const QByteArray &path) : m_before(qgetenv("PATH")) { qputenv("PATH", path); }
    ~Programs() { qputenv("PATH", m_before); }
    Q_DISABLE_COPY_MOVE(Programs)

    // A shell script in the place of ffprobe, before all that was there.
    static QByteArray with(const QString &folder, const QByteArray &script)
    {
        const QString path = writeFile(folder % QStringLiteral("/ffprobe"), "#!/bin/sh\n" + script + '\n');
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return folder.toUtf8() + ':' + qgetenv("PATH");
    }

private:
    QByteArray m_before;
};

inline QString stateOf(RunningSandbox &box, const QString &id)
{
    return box.upload(id).value(QStringLiteral("state")).toString();
}

inline QString probeOf(RunningSandbox &box, const QString &id)
{
    return box.upload(id).value(QStringLiteral("probe"))[QStringLiteral("state")].toString();
}

inline QString refusalOf(RunningSandbox &box, const QString &id)
{
    return box.upload(id).value(QStringLiteral("refusal")).toString();
}

inline QJsonObject processingOf(RunningSandbox &box, const QString &id)
{
    return box.ask(statusRequest(id)).data().value(QStringLiteral("processing_info")).toObject();
}

inline RawAnswer postOf(RunningSandbox &box, const QString &id, const QByteArray &more = {})
{
    return box.ask(
        request("POST", "/2/tweets",
                "{\"text\":\"film\",\"media\":{\"media_ids\":[\"" + id.toLatin1() + "\"]" + more + "}}"));
}

#define TRY_SETTLED(box, id) QTRY_VERIFY_WITH_TIMEOUT(stateOf(box, id) != QLatin1String("processing"), waitMs)

// Made once per folder.
inline QByteArray made(const QTemporaryDir &folder, const QString &arguments, const QString &name)
{
    const QString file = folder.filePath(name);
    return bytesOf(QFile::exists(file) ? file : makeWithFfmpeg(arguments, file));
}

// A film that X takes.
inline QByteArray goodFilm(const QTemporaryDir &folder)
{
    return made(folder,
                QStringLiteral(
                    "-f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi -i sine -t 1 -c:v libx264 -pix_fmt "
                    "yuv420p -c:a aac"),
                QStringLiteral("film.mp4"));
}

} // namespace postreel::testing
