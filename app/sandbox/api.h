// The endpoints of X's API as functions from a request to a response, grouped by the page of X's
// documentation that each implements.
// Invariant: a function that refuses has changed nothing.
#pragma once

#include "app/sandbox/body_reader.h"
#include "app/sandbox/problem.h"
#include "app/sandbox/sandbox_state.h"

#include <QUrlQuery>
#include <functional>

namespace postreel::sandbox {

struct ApiRequest
{
    const HttpHead &head;
    const BodyReader &body;
    Call call = Call::Unknown;
    QString id; // from the path; empty if the path has none
    QUrlQuery query;
    Access access; // of the access token; empty for calls without one
    qint64 timelineLagSecs = 0;

    QString parameter(const char *name) const
    {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }
};

using Reply = std::function<void(const HttpResponse &)>;

namespace api {

// Media upload, resource form (one path per step): docs.x.com/x-api/media/media-upload
HttpResponse initialize(SandboxState &world, const ApiRequest &request);
HttpResponse append(SandboxState &world, const ApiRequest &request);
HttpResponse finalize(SandboxState &world, const ApiRequest &request);
HttpResponse status(SandboxState &world, const ApiRequest &request);
// POST /2/media/upload: either the command form (`command` = INIT, APPEND or FINALIZE) of the guide, or the
// whole file in one request.
HttpResponse command(SandboxState &world, const ApiRequest &request);
HttpResponse uploadAtOnce(SandboxState &world, const ApiRequest &request);

// The steps that both forms share. `form` is only shown by the inspection.
HttpResponse beginUpload(SandboxState &world, const ApiRequest &request, const QJsonObject &body, const QString &form);
HttpResponse takeSegment(SandboxState &world, const ApiRequest &request, const QString &id, const QString &index,
                         bool command);
HttpResponse endUpload(SandboxState &world, const ApiRequest &request, const QString &id);
// Returns the media with that id if it exists, has not expired and belongs to this user; otherwise sets
// `refusal`.
Result<const Media *> ownMedia(const SandboxState &world, const ApiRequest &request, const QString &id,
                               HttpResponse &refusal);
// Checks the content of pictures and subtitles, which have no processing that could fail later. Returns the
// refusal, if any.
using FirstBytes = std::function<QByteArray(qint64 most)>;
std::optional<HttpResponse> wrongContent(const SandboxState &world, const Media &media, const FirstBytes &firstBytes);
// The `data` member of the FINALIZE and STATUS responses.
QJsonObject mediaData(const SandboxState &world, const Media &media);

// docs.x.com/x-api/media/media-metadata-create and media-subtitles-create, -delete
HttpResponse metadata(SandboxState &world, const ApiRequest &request);
HttpResponse subtitles(SandboxState &world, const ApiRequest &request);

// docs.x.com/x-api/posts/creation-of-a-post
HttpResponse createPost(SandboxState &world, const ApiRequest &request);
// docs.x.com/x-api/users/user-lookup-me and user-posts-timeline-by-user-id
HttpResponse me(SandboxState &world, const ApiRequest &request);
HttpResponse timeline(SandboxState &world, const ApiRequest &request);

// docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code
HttpResponse authorize(SandboxState &world, const ApiRequest &request);
HttpResponse token(SandboxState &world, const ApiRequest &request);
HttpResponse revoke(SandboxState &world, const ApiRequest &request);

// The pages for a browser, and the inspection (/sandbox/…). `reply` may be called later, while a file is
// still being assembled, and not at all once `context` is deleted.
void page(SandboxState &world, const ApiRequest &request, QObject *context, const Reply &reply);
void inspect(SandboxState &world, const ApiRequest &request, QObject *context, const Reply &reply);

// Refuses query parameters that are not in the list, as X does.
std::optional<HttpResponse> unknownParameter(const ApiRequest &request, const QStringList &known);

} // namespace api
} // namespace postreel::sandbox
