#include "app/auth/sign_in_outcome.h"

#include "app/base/enum_names.h"

namespace postreel {

namespace {

using enum SignInEnd;
constexpr EnumNames<SignInEnd, 9> names{{
    {SignedIn, "SignedIn"},
    {Denied, "Denied"},
    {ErrorFromX, "ErrorFromX"},
    {TimedOut, "TimedOut"},
    {CodeRefused, "CodeRefused"},
    {AppRefused, "AppRefused"},
    {ScopeMissing, "ScopeMissing"},
    {NoUser, "NoUser"},
    {Failed, "Failed"},
}};

} // namespace

QString nameOf(SignInEnd end)
{
    return enumName(names, end);
}

QUrl usualCallback(quint16 port)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/callback").arg(port));
}

} // namespace postreel
