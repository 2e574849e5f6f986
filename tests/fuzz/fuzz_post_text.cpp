// How X rewrites a text, and how it is undone: what the timeline gives back is what was sent, so that a Post
// whose answer was lost is recognised.
#include "app/sandbox/post_text.h"
#include "app/x/post_calls.h"
#include "tests/fuzz/made_json.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

Response timelineOf(const sandbox::ShownText &shown)
{
    QJsonArray urls;
    for (const sandbox::PostLink &link : shown.links) {
        must(link.start >= 0 && link.end > link.start, "a link has its place in the text");
        QJsonObject url{{QStringLiteral("url"), link.url}, {QStringLiteral("expanded_url"), link.expanded}};
        if (!link.mediaKey.isEmpty())
            url[QStringLiteral("media_key")] = link.mediaKey;
        urls.append(url);
    }
    const QJsonObject post{{QStringLiteral("id"), QStringLiteral("1")},
                           {QStringLiteral("text"), shown.text},
                           {QStringLiteral("entities"), QJsonObject{{QStringLiteral("urls"), urls}}}};
    const QJsonObject page{{QStringLiteral("data"), QJsonArray{post}}};
    return Response{.outcome = RequestOutcome::Answered, .http = 200, .body = QJsonDocument(page).toJson()};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const bool hasMedia = source.byte() % 2 == 1;
    const QString sent = QString::fromUtf8(source.rest());
    if (sent.contains(QLatin1String("t.co/"))) // no text knows the letters that its links will be given
        return 0;
    int links = 0;
    const auto letters = [&links] { return QString::number(1'000'000'000 + links++); };
    const sandbox::ShownText shown =
        sandbox::shownText(sent, hasMedia ? QStringLiteral("https://x.com/i/status/1/video/1") : QString(),
                           hasMedia ? QStringLiteral("7_1") : QString(), letters);
    const auto page = OwnPostsCall::read(timelineOf(shown));
    must(page.ok() && page->posts.size() == 1, "a timeline that the sandbox makes can be read");
    must(page->posts.first().text == sent.trimmed(), "the text is given back as it was sent");
    must(sandbox::leastWeight(sent) >= 0 && sandbox::leastWeight(sent) <= 2 * sent.size(),
         "a weight is in range");
    return 0;
}
