// The calls of X's API as functions from a request to an answer, grouped by the page of X that each
// implements. Invariant: a function that refuses has changed nothing.
#pragma once

#include "app/sandbox/body_reader.h"
#include "app/sandbox/problem.h"
#include "app/sandbox/world.h"

#include <QUrlQuery>
#include <functional>

namespace postreel::sandbox {

struct ApiRequest
{
    const HttpHead &head;
    const BodyReader &body;
    Call call = Call::Unknown;
    QString id; // from the path, else empty
    QUrlQuery query;
    Access access; // of the token; empty for calls without one
    qint64 timelineLagSecs = 0;

    QString parameter(const char *name) const
    {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }
};

using Reply = std::function<void(const HttpResponse &)>;

namespace api {

// Media upload, resource form: docs.x.com/x-api/media/media-upload
HttpResponse initialize(World &world, const ApiRequest &request);
HttpResponse append(World &world, const ApiRequest &request);
HttpResponse finalize(World &world, const ApiRequest &request);
HttpResponse status(World &world, const ApiRequest &request);
// POST /2/media/upload: the command form of the guide, or the whole file in one call.
HttpResponse command(World &world, const ApiRequest &request);
HttpResponse uploadAtOnce(World &world, const ApiRequest &request);

// The steps that both forms share; `form` is what the inspection shows.
HttpResponse beginUpload(World &world, const ApiRequest &request, const QJsonObject &body, const QString &form);
HttpResponse takeSegment(World &world, const ApiRequest &request, const QString &id, const QString &index,
                       bool command);
HttpResponse endUpload(World &world, const ApiRequest &request, const QString &id);
// The media of that id if this user may go on with it, else the refusal.
Result<const Media *> ownMedia(const World &world, const ApiRequest &request, const QString &id,
                               HttpResponse &refusal);
// Why the content is refused of a kind that has no processing to fail in: pictures and subtitles.
using FirstBytes = std::function<QByteArray(qint64 most)>;
std::optional<HttpResponse> wrongContent(const World &world, const Media &media, const FirstBytes &firstBytes);
// The `data` member of FINALIZE and STATUS.
QJsonObject mediaData(const World &world, const Media &media);

// docs.x.com/x-api/media/media-metadata-create and media-subtitles-create, -delete
HttpResponse metadata(World &world, const ApiRequest &request);
HttpResponse subtitles(World &world, const ApiRequest &request);

// docs.x.com/x-api/posts/creation-of-a-post
HttpResponse createPost(World &world, const ApiRequest &request);
// docs.x.com/x-api/users/user-lookup-me and user-posts-timeline-by-user-id
HttpResponse me(World &world, const ApiRequest &request);
HttpResponse timeline(World &world, const ApiRequest &request);

// docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code
HttpResponse authorize(World &world, const ApiRequest &request);
HttpResponse token(World &world, const ApiRequest &request);
HttpResponse revoke(World &world, const ApiRequest &request);

// What a browser sees, and the inspection. May answer later, when a file is still being put together.
void page(World &world, const ApiRequest &request, QObject *context, const Reply &reply);
void inspect(World &world, const ApiRequest &request, QObject *context, const Reply &reply);

// Refuses query parameters that are not in the list, as X does.
std::optional<HttpResponse> unknownParameter(const ApiRequest &request, const QStringList &known);

} // namespace api
} // namespace postreel::sandbox
