#include "app/x/exchange.h"

#include "app/base/this_computer.h"

namespace postreel {

QString nameOf(Call call)
{
    switch (call) {
    case Call::Initialize:
        return QStringLiteral("initialize");
    case Call::Append:
        return QStringLiteral("append");
    case Call::Finalize:
        return QStringLiteral("finalize");
    case Call::Status:
        return QStringLiteral("status");
    case Call::CreatePost:
        return QStringLiteral("create post");
    case Call::Me:
        return QStringLiteral("me");
    case Call::OwnPosts:
        return QStringLiteral("own posts");
    case Call::Metadata:
        return QStringLiteral("metadata");
    case Call::Subtitles:
        return QStringLiteral("subtitles");
    case Call::SignIn:
        return QStringLiteral("sign in");
    }
    return {};
}

qint64 Request::bodyBytes() const
{
    qint64 bytes = 0;
    for (const QByteArray &piece : body)
        bytes += piece.size();
    return bytes;
}

bool isFitForSecrets(const QUrl &address)
{
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty() || address.hasFragment())
        return false;
    return address.scheme() == QLatin1String("https")
        || (address.scheme() == QLatin1String("http") && isLoopbackHost(address.host()));
}

} // namespace postreel
