#include "app/base/error.h"

#include "app/base/enum_names.h"

namespace postreel {

namespace {
using enum ErrorKind;
constexpr EnumNames<ErrorKind, 47> names{{
    {None, "None"},
    {Missing, "Missing"},
    {NotAFile, "NotAFile"},
    {Unreadable, "Unreadable"},
    {Empty, "Empty"},
    {TooBig, "TooBig"},
    {UnsupportedType, "UnsupportedType"},
    {FileChanged, "FileChanged"},
    {FileAway, "FileAway"},
    {NoFfmpeg, "NoFfmpeg"},
    {FixFailed, "FixFailed"},
    {NothingToFix, "NothingToFix"},
    {NotAVideo, "NotAVideo"},
    {NoSuchFrame, "NoSuchFrame"},
    {NameNotUtf8, "NameNotUtf8"},
    {TooLate, "TooLate"},
    {Refused, "Refused"},
    {NotSignedIn, "NotSignedIn"},
    {TokenLater, "TokenLater"},
    {NoCredit, "NoCredit"},
    {Forbidden, "Forbidden"},
    {NotEnrolled, "NotEnrolled"},
    {AccountLocked, "AccountLocked"},
    {Duplicate, "Duplicate"},
    {NotFound, "NotFound"},
    {TooLarge, "TooLarge"},
    {RateLimited, "RateLimited"},
    {UsageCapped, "UsageCapped"},
    {ServerError, "ServerError"},
    {BadAnswer, "BadAnswer"},
    {NotFromX, "NotFromX"},
    {MediaInvalid, "MediaInvalid"},
    {Rejected, "Rejected"},
    {Redirected, "Redirected"},
    {TlsFailed, "TlsFailed"},
    {NotReached, "NotReached"},
    {ProxyFailed, "ProxyFailed"},
    {ProxySignIn, "ProxySignIn"},
    {ProxyRefused, "ProxyRefused"},
    {ProxyUnusable, "ProxyUnusable"},
    {NoAnswer, "NoAnswer"},
    {Stalled, "Stalled"},
    {Aborted, "Aborted"},
    {Storage, "Storage"},
    {PutAside, "PutAside"},
    {Usage, "Usage"},
    {TimedOut, "TimedOut"},
}};
constexpr EnumNames<ErrorSource, 6> sources{{
    {ErrorSource::None, "None"},
    {ErrorSource::X, "X"},
    {ErrorSource::AuthorizationServer, "AuthorizationServer"},
    {ErrorSource::Proxy, "Proxy"},
    {ErrorSource::Ffmpeg, "Ffmpeg"},
    {ErrorSource::System, "System"},
}};
constexpr EnumNames<ErrorCause, 15> details{{
    {ErrorCause::None, "None"},
    {ErrorCause::SelfSigned, "SelfSigned"},
    {ErrorCause::UnknownIssuer, "UnknownIssuer"},
    {ErrorCause::Expired, "Expired"},
    {ErrorCause::NotYetValid, "NotYetValid"},
    {ErrorCause::OtherHost, "OtherHost"},
    {ErrorCause::OldTls, "OldTls"},
    {ErrorCause::NoTls, "NoTls"},
    {ErrorCause::CreatePost, "CreatePost"},
    {ErrorCause::ReadAccount, "ReadAccount"},
    {ErrorCause::FinishMedia, "FinishMedia"},
    {ErrorCause::DiskFull, "DiskFull"},
    {ErrorCause::FileSizeLimit, "FileSizeLimit"},
    {ErrorCause::RoomForFix, "RoomForFix"},
    {ErrorCause::OtherFile, "OtherFile"},
}};
} // namespace

QString nameOf(ErrorKind kind)
{
    return enumName(names, kind);
}

ErrorKind errorKindOf(const QString &name)
{
    return enumValue(names, name).value_or(None);
}

QStringList errorKindNames()
{
    return enumNameList(names);
}

QString nameOf(ErrorSource source)
{
    return enumName(sources, source);
}

ErrorSource errorSourceOf(const QString &name)
{
    return enumValue(sources, name).value_or(ErrorSource::None);
}

QString nameOf(ErrorCause cause)
{
    return enumName(details, cause);
}

ErrorCause errorCauseOf(const QString &name)
{
    return enumValue(details, name).value_or(ErrorCause::None);
}

} // namespace postreel
