#include "app/sandbox/routes.h"

#include <QRegularExpression>

namespace postreel::sandbox {

namespace {

struct Entry
{
    const char *pattern; // matches the whole path; group 1 is the id
    const char *methods;
    Call call;
    bool resourceForm = false; // not served with forms=command
};

constexpr Entry entries[] = {
    {"/2/media/upload", "GET, POST", Call::Status},
    {"/2/media/upload/initialize", "POST", Call::Initialize, true},
    {"/2/media/upload/([0-9]{1,19})/append", "POST", Call::Append, true},
    {"/2/media/upload/([0-9]{1,19})/finalize", "POST", Call::Finalize, true},
    {"/2/media/metadata", "POST", Call::Metadata},
    {"/2/media/subtitles", "POST, DELETE", Call::Subtitles},
    {"/2/tweets", "POST", Call::CreatePost},
    {"/2/users/me", "GET", Call::Me},
    {"/2/users/([0-9]{1,19})/tweets", "GET", Call::Timeline},
    {"/2/oauth2/token", "POST", Call::Token},
    {"/2/oauth2/revoke", "POST", Call::Revoke},
    {"/i/oauth2/authorize", "GET, POST", Call::Authorize},
    {"/i/status/([0-9]{1,19})", "GET, HEAD", Call::Page},
    {"/media/([0-9]{1,19})/(?:file|subtitles/[A-Z]{2})", "GET, HEAD", Call::Page},
    {"/", "GET, HEAD", Call::Page},
    {"/sandbox/(?:uploads|posts|log|avatar.svg)", "GET", Call::Inspect},
    {"/sandbox/scene", "POST", Call::Inspect},
};

bool isServed(const Entry &entry, ServedForms forms)
{
    return !entry.resourceForm || forms != ServedForms::Command;
}

} // namespace

Route route(const QByteArray &method, const QByteArray &path, ServedForms forms)
{
    const QString whole = QString::fromUtf8(path);
    for (const Entry &entry : entries) {
        if (!isServed(entry, forms))
            continue;
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(QLatin1String(entry.pattern)));
        const QRegularExpressionMatch match = pattern.match(whole);
        if (!match.hasMatch())
            continue;
        // X's API answers HEAD like an unknown path.
        if (method == "HEAD" && entry.call != Call::Page)
            return {};
        Route found{entry.call, match.captured(1), entry.methods, false, false};
        found.allowed = QByteArray(entry.methods).split(',').contains(method) ||
                        QByteArray(entry.methods).split(',').contains(' ' + method);
        found.byCommand = found.allowed && entry.call == Call::Status && method == "POST";
        return found;
    }
    return {};
}

} // namespace postreel::sandbox
