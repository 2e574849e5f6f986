// Turns the signals of uploads and Posts into the events of `--events`, with the fields that `--help-events` lists.
// Invariant: one signal of an Uploader or Publisher emits its events immediately and in order.
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
    // `problems` returns everything known to be wrong with an upload, once its file was checked.
    void follow(Uploader *uploader, std::function<QVector<Problem>(const Upload &)> problems);
    // Emits the `verdict` of an upload's file.
    void verdict(const Upload &upload, const QVector<Problem> &problems);
    // `url` returns the address of a Post of the account by the id from X; `files` the media files of a Post.
    void follow(Publisher *publisher, std::function<QUrl(const QString &account, const QString &postedId)> url,
                std::function<QStringList(const QString &postId)> files);

Q_SIGNALS:
    void happened(const postreel::EngineEvent &event);

private:
    void report(const QString &name, const QString &postId, const QString &uploadId, QJsonObject fields,
                const Error &error = {});
    void followX(Uploader *uploader); // the events that come from X
    void uploadState(const Upload &upload, const QVector<Problem> &problems, UploadState from, UploadState to);
    void segment(const Uploader &uploader, int index, qint64 bytes, qint64 acked, qint64 total);
    void needs(const QString &postId, const QString &uploadId, const QString &action, const Error &error);
    void waiting(const QString &postId, const QString &uploadId, WaitReason reason, qint64 untilAtMs, const Error &error);
    void failed(const QString &postId, const QString &uploadId, const Error &error);
};

// Address of a Post: https://x.com/i/status/ID for X itself, otherwise a path below the API base.
QUrl statusUrl(const QUrl &apiBase, const QString &postedId);
// ISO 8601 in UTC; empty for 0.
QString isoTime(qint64 atMs);

} // namespace postreel
