// An error as the product speaks of it: what kind it is, what X said, when to try again.
// Invariant: no field ever holds a token, a code or a secret; `detail` has passed redact().
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace postreel {

// The closed list of kinds. `--help-events` prints it; app/x/error_mapping.h says which
// answer becomes which kind and ui/error_text.h what a person reads.
enum class ErrorKind {
    None,
    // the file
    Missing,         // no such file
    NotAFile,        // a directory, FIFO, device or socket
    Unreadable,      // no permission, or reading failed
    Empty,           // 0 bytes
    TooBig,          // over what 1,000 segments can carry
    UnsupportedType, // content is none of the types that X takes
    FileChanged,     // edited, truncated or replaced while it was being sent
    FileAway,        // was there, is gone: card pulled, share gone, file moved
    NoFfmpeg,        // fixing needs ffmpeg, which is not installed
    FixFailed,      // ffmpeg could not fix it, or what it made is not what it should be
    NothingToFix,   // there is no fix for it, or none is needed
    NotAVideo,       // a cover or a part is wanted of something else
    NoSuchFrame,     // a cover is wanted of a moment behind the end of the video
    NameNotUtf8,     // its name holds bytes that are no UTF-8, so it cannot be opened
    TooLate,         // the Post was sent or discarded before the file was added to it
    // what X answered
    Refused,     // 400 and other 4xx: X names what is wrong
    NotSignedIn, // 401, or there is no token
    TokenLater,  // signed in, but the token cannot be had or renewed just now
    NoCredit,    // 402
    Forbidden,   // 403, the token lacks a scope or the account a right
    NotEnrolled, // 403, the app or its user is not enrolled in a package of X's
    AccountLocked, // 403, X has suspended or locked the account
    Duplicate,   // 403 "duplicate content"
    NotFound,    // 404, 405
    TooLarge,    // 413, 431
    RateLimited, // 429
    UsageCapped, // 429 of a plan that is used up until its period ends or credit is bought
    ServerError, // 5xx, 408, 425
    BadAnswer,   // a 2xx that cannot be read, or that has nothing but errors
    NotFromX,    // a page of somebody else: a CDN, a proxy, a captive portal
    MediaInvalid, // Create Post: "Your media IDs are invalid"
    Rejected,    // X's processing ended with "failed"
    // the way to X
    Redirected,   // 3xx: X never redirects, so something else answered
    TlsFailed,    // no private connection: ErrorCause says why; nothing was sent
    NotReached,   // no connection, no DNS: nothing was sent
    ProxyFailed,   // the proxy that the connection goes through cannot be reached: nothing was sent
    ProxySignIn,   // 407: it wants a user name and a password, or others
    ProxyRefused,  // it does not connect to X
    ProxyUnusable, // what is set as the proxy is of no kind that can be used
    NoAnswer,     // sent at least in part, and no answer came
    Stalled,      // no byte moved for too long; ended by us
    Aborted,      // ended by us: pause, cancel, quit
    // ourselves
    Storage,  // database or disk
    PutAside, // the database could not be used: it is kept aside, and a new one was begun
    Usage,    // the call itself makes no sense
    TimedOut, // --timeout
};

// What tells two errors of one kind apart, where their words and next steps differ; a closed list.
enum class ErrorCause {
    None,
    // of TlsFailed
    SelfSigned,    // the certificate vouches for itself
    UnknownIssuer, // nobody whom this computer trusts vouches for it
    Expired,
    NotYetValid,   // so the clock of this computer is behind, or the certificate is too new
    OtherHost,     // it is one of another host
    OldTls,        // the other side speaks no TLS that is still safe
    NoTls,         // it speaks no TLS at all
    // of Forbidden
    CreatePost,    // the Post is what X did not allow, not its media
    ReadAccount,   // a look at the account or its Posts
    FinishMedia,   // what comes after X took all of a media
    // of Storage
    DiskFull,
    FileSizeLimit, // this process may write no longer file (ulimit -f)
    RoomForFix,    // `detail`: how much a fix takes
    // of FileChanged
    OtherFile,     // it never was the one that is looked for
};

// Who said what stands in `detail`: only words of X may be shown as "X says".
enum class ErrorSource {
    None,                // nobody: `detail` is empty, or not known whose it is
    X,                   // an answer of X's API in one of its own shapes
    AuthorizationServer, // the OAuth server
    Proxy,               // a proxy between us and X
    Ffmpeg,
    System,              // operating system, database, keychain, TLS library
};

struct Error
{
    ErrorKind kind = ErrorKind::None;
    int http = 0;                         // status, 0 when there was none
    QString detail;                         // words of `source`, whole; may be empty
    ErrorSource source = ErrorSource::None;
    QString problem;                      // last path element of a Problem's `type`; may be empty
    QString subject;                      // file name, setting or HOST:PORT of a proxy that it is about; may be empty
    std::optional<qint64> retryAfterMs;   // from Retry-After, relative
    std::optional<qint64> resetsAtMs;     // from x-rate-limit-reset, epoch of X's clock
    std::optional<qint64> wantedMs;       // of NoSuchFrame: the moment of the video that was wanted
    std::optional<qint64> lengthMs;       // of NoSuchFrame: of the video
    QString period;                       // of UsageCapped: X's word, "Monthly" or "Daily"; may be empty
    QString remedyUrl;                    // of NotEnrolled: X's page for it, always https on a host of X
    ErrorCause cause = ErrorCause::None;

    explicit operator bool() const { return kind != ErrorKind::None; }
    friend bool operator==(const Error &, const Error &) = default;
};

// The name used in events and the database, e.g. "RateLimited".
QString nameOf(ErrorKind kind);
// The kind of that name; None for an unknown one.
ErrorKind errorKindOf(const QString &name);
QStringList errorKindNames();
QString nameOf(ErrorSource source);
// The source of that name; None for an unknown one.
ErrorSource errorSourceOf(const QString &name);
QString nameOf(ErrorCause cause);
// The cause of that name; None for an unknown one.
ErrorCause errorCauseOf(const QString &name);

} // namespace postreel
