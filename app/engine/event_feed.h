// Turns what uploads and Posts tell into the events of `--events`, with the fields that PRODUCT.md names.
// Invariant: one signal of an Uploader or Publisher gives its events at once and in order.
#pragma once

#include "app/engine/views.h"
#include "app/post/publisher.h"
#include "app/upload/uploader.h"

#include <QObject>

namespace postreel {

class EventFeed final : public QObject
{
    Q_OBJECT
public:
    explicit EventFeed(QObject *parent = nullptr) : QObject(parent) {}

    void created(const Post &post, const QString &accountLabel, const QVector<Upload> &uploads);
    // `problems` answers all that is known to be wrong with an upload, once its file was looked at.
    void follow(Uploader *uploader, std::function<QVector<Problem>(const Upload &)> problems);
    // What was found in the file of an upload.
    void verdict(const Upload &upload, const QVector<Problem> &problems);
    // `url` answers where a Post of the account stands once X gave its id.
    void follow(Publisher *publisher, std::function<QUrl(const QString &account, const QString &postedId)> url,
                std::function<QStringList(const QString &postId)> files);

Q_SIGNALS:
    void happened(const postreel::EngineEvent &event);

private:
    void report(const QString &name, const QString &postId, const QString &uploadId, QJsonObject fields,
              const Error &error = {});
    void followX(Uploader *uploader); // what X says of it
    void uploadState(const Upload &upload, const QVector<Problem> &problems, UploadState from, UploadState to);
    void segment(const Uploader &uploader, int index, qint64 bytes, qint64 acked, qint64 total);
    void needs(const QString &postId, const QString &uploadId, const QString &action, const Error &error);
    void waiting(const QString &postId, const QString &uploadId, WaitReason reason, qint64 untilAtMs, const Error &error);
    void failed(const QString &postId, const QString &uploadId, const Error &error);
};

// Where a Post stands: https://x.com/i/status/ID for X itself, else under the API base.
QUrl statusUrl(const QUrl &apiBase, const QString &postedId);
// ISO 8601 in UTC; empty for 0.
QString isoTime(qint64 atMs);

} // namespace postreel
