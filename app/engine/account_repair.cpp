#include "app/engine/account_repair.h"

#include "app/base/log.h"
#include "app/engine/post_maker.h"
#include "app/post/post_machine.h"

namespace postreel {

Result<Done> repairAccounts(const QVector<Post> &posts, QVector<Upload> &uploads, Database &database, UploadStore &store,
                            const Clock &clock)
{
    QHash<QString, QString> accounts;
    for (const Post &post : posts)
        if (post.state != PostState::Posted && !mayBeOnX(post))
            accounts.insert(post.id, post.account);
    const QVector<Upload> before = uploads;
    QHash<QString, QString> successors;
    for (Upload &upload : uploads) {
        const QString account = accounts.value(upload.postId, upload.account);
        if (account == upload.account || upload.state == UploadState::Cancelled)
            continue;
        Upload replacement = userChoicesOf(upload);
        replacement.account = account;
        replacement.id = newId();
        replacement.createdAtMs = clock.wallMs();
        successors.insert(upload.id, replacement.id);
        upload = replacement;
    }
    if (successors.isEmpty())
        return Done{};
    qCInfo(logEngine) << "uploads for another account than their Post's start over:" << successors.size();
    return database.transaction([&]() -> Result<Done> {
        for (qsizetype i = 0; i < uploads.size(); ++i) {
            Upload &upload = uploads[i];
            upload.parentId = successors.value(upload.parentId, upload.parentId);
            const bool isNew = upload.id != before.at(i).id;
            if (isNew)
                if (const Result<Done> gone = store.remove(before.at(i).id); !gone)
                    return gone;
            if (const Result<Done> saved = store.save(isNew ? Upload{} : before.at(i), upload, std::nullopt); !saved)
                return saved;
        }
        return Done{};
    });
}

} // namespace postreel
