// All that an Uploader works with, real but for X: a profile's database, the transport, a token.
// Invariant: what a second bench on the same folder loads is what the first one saved.
#pragma once

#include "app/store/database.h"
#include "app/upload/uploader.h"
#include "tests/support/fixed_tokens.h"
#include "tests/support/live_sandbox.h"
#include "tests/support/test_timeout.h"

#include <QCryptographicHash>
#include <QDir>

namespace postreel::testing {

inline constexpr qint64 kib = 1 << 10;
inline constexpr qint64 mib = 1 << 20;
inline constexpr qint64 chunk = 256 * kib;

inline QString sha256Of(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
}

// The upload that the sandbox holds under the record's media id.
inline QJsonObject received(const LiveSandbox &sandbox, const Upload &upload)
{
    for (const QJsonValue &value : sandbox.uploads())
        if (value[QStringLiteral("id")].toString() == upload.mediaId)
            return value.toObject();
    return {};
}

inline const QString benchAccount = QStringLiteral("account");

class UploadBench
{
public:
    UploadBench(const QString &profile, const QUrl &apiBase) : base(apiBase), folder(QDir(profile).filePath(QStringLiteral("fixes")))
    {
        if (!database.open(QDir(profile).filePath(QStringLiteral("postreel.sqlite"))))
            qFatal("no database in %s", qPrintable(profile));
        tokens.set(benchAccount, goodToken);
    }

    // A new record, saved as the engine would.
    Upload saved(const QString &file, UploadKind kind = UploadKind::Media)
    {
        Upload upload;
        upload.id = QStringLiteral("upload-%1").arg(++m_made);
        upload.postId = QStringLiteral("post");
        upload.kind = kind;
        upload.file = file;
        upload.account = benchAccount;
        if (!store.save({}, upload, std::nullopt))
            qFatal("not saved");
        return upload;
    }
    // Small segments, so that a small file has many.
    void useChunks(qint64 bytes) { settings.setProvenChunkOf(base.toString(), bytes); }

    QUrl base;
    QString folder; // of the fixes
    SystemClock clock;
    Database database;
    UploadStore store{database};
    Settings settings{database};
    FixedTokens tokens;
    Transport transport{clock, tokens};
    FileReads reads;
    SegmentScheduler scheduler{settings};
    FixQueue fixQueue{folder, reads};
    UploadServices services{.clock = clock,
                            .transport = transport,
                            .store = store,
                            .settings = settings,
                            .reads = reads,
                            .scheduler = scheduler,
                            .fixQueue = fixQueue,
                            .forcedForm = WireForm::Unknown,
                            .apiBaseOf = [this](const QString &) { return base; },
                            .isSubmitted = [](const Upload &) { return true; },
                            .postMayBeOnX = [](const Upload &) { return false; },
                            .priorityOf = [](const Upload &) { return SendPriority{}; },
                            .maySend = [] { return true; },
                            .allowanceOf = [this](const QString &) { return allowance; },
                            .learnTier =
                                [this](const QString &, QObject *, const std::function<void()> &then) {
                                    ++tierAsked;
                                    then();
                                },
                            .applyLimit = [](const Upload &, const Error &) { return false; }};
    Allowance allowance;
    int tierAsked = 0;

private:
    int m_made = 0;
};

// Everything that an Uploader told, in words and in order, and whether its progress ever went back.
class Witness final : public QObject
{
public:
    explicit Witness(Uploader &uploader) : m_uploader(uploader)
    {
        connect(&uploader, &Uploader::stateChanged, this,
                [this](const QString &, UploadState from, UploadState to) {
                    told << nameOf(from) % u'>' % nameOf(to);
                });
        connect(&uploader, &Uploader::segmentAcked, this,
                [this](const QString &, int index, qint64 bytes, qint64 acked, qint64 total) {
                    told << QStringLiteral("acked %1").arg(index);
                    ackedIndexes << index;
                    if (acked != m_uploader.record().ackedBytes() ||
                        total != m_uploader.record().totalBytes() ||
                        bytes != m_uploader.record().segments.at(index).length)
                        complaints << QStringLiteral("wrong bytes for segment %1").arg(index);
                });
        connect(&uploader, &Uploader::finalized, this, [this](const QString &, const QString &mediaId) {
            told << QStringLiteral("finalized ") % mediaId;
        });
        connect(&uploader, &Uploader::processingStateChanged, this,
                [this](const QString &, const QString &state, int percent) {
                    told << QStringLiteral("processing %1 %2").arg(state).arg(percent);
                });
        connect(&uploader, &Uploader::waiting, this, [this](const QString &, WaitReason reason, qint64) {
            told << QStringLiteral("waiting ") % nameOf(reason);
        });
        connect(&uploader, &Uploader::retrying, this,
                [this](const QString &, int index, int nextTry, const Error &, qint64) {
                    told << QStringLiteral("retrying %1 try %2").arg(index).arg(nextTry);
                });
        connect(&uploader, &Uploader::notSaved, this, [this] { told << QStringLiteral("not saved"); });
        connect(&uploader, &Uploader::failed, this, [this](const QString &, const Error &error) {
            told << QStringLiteral("failed ") % nameOf(error.kind);
        });
        connect(&uploader, &Uploader::progressed, this, &Witness::lookAtProgress);
        connect(&uploader, &Uploader::changed, this, &Witness::lookAtProgress);
    }

    qsizetype count(const QString &start) const
    {
        return std::count_if(told.cbegin(), told.cend(),
                             [&](const QString &line) { return line.startsWith(start); });
    }

    QStringList told;
    QVector<int> ackedIndexes;
    QStringList complaints;

private:
    void lookAtProgress()
    {
        const Upload &record = m_uploader.record();
        const qint64 shown = m_uploader.shown().bytes();
        if (shown < record.ackedBytes() || shown > std::max(record.totalBytes(), m_shown))
            complaints << QStringLiteral("%1 bytes shown of %2").arg(shown).arg(record.totalBytes());
        const bool sends = record.state == UploadState::Sending;
        if (m_sends && !sends && shown != record.ackedBytes())
            complaints << QStringLiteral("%1 bytes shown of %2 that X has, as it stopped")
                              .arg(shown)
                              .arg(record.ackedBytes());
        if (record.mediaId == m_mediaId && shown < m_shown && sends && m_sends)
            complaints << QStringLiteral("progress went back from %1 to %2").arg(m_shown).arg(shown);
        m_mediaId = record.mediaId;
        m_shown = shown;
        m_sends = sends;
    }
    Uploader &m_uploader;
    QString m_mediaId;
    qint64 m_shown = 0;
    bool m_sends = false;
};

} // namespace postreel::testing

#define VERIFY_ARRIVED(sandbox, upload)                                                                      \
    do {                                                                                                     \
        const QJsonObject there = received(sandbox, upload);                                                 \
        QCOMPARE(there.value(QStringLiteral("sha256")).toString(), sha256Of((upload).file));                 \
        QCOMPARE(there.value(QStringLiteral("total")).toInteger(), (upload).totalBytes());                   \
    } while (false)

#define TRY_STATE(uploader, wanted)                                                                          \
    QTRY_VERIFY2_WITH_TIMEOUT((uploader).record().state == (wanted),                                         \
                              qPrintable(nameOf((uploader).record().state)), waitMs)
