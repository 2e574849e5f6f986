// The error type of the whole program: its kind, what X or another party said, and when to try again.
// Invariant: no field ever holds a token, a code or a secret; words of a server in `detail` have passed redact().
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace postreel {

// All kinds of errors. `--help-events` prints them; app/x/error_mapping.h maps responses to kinds, and ui/error_text.h maps
// kinds to the texts that people read.
enum class ErrorKind {
    None,
    // the file
    Missing,         // no such file
    NotAFile,        // a directory, FIFO, device or socket
    Unreadable,      // no permission, or reading failed
    Empty,           // 0 bytes
    TooBig,          // more than 1,000 segments can carry
    UnsupportedType, // its content is of no type that X takes
    FileChanged,     // edited, truncated or replaced while it was being sent
    FileAway,        // it was there and is gone: card pulled, share gone, file moved
    NoFfmpeg,        // fixing needs ffmpeg, which is not installed
    FixFailed,      // ffmpeg could not fix it, or its output is not as it should be
    NothingToFix,   // no fix exists for it, or none is needed
    NotAVideo,       // it is no video, but a cover or a part of one is wanted
    NoSuchFrame,     // the wanted cover frame lies after the end of the video
    NameNotUtf8,     // its name is not valid UTF-8, so it cannot be opened
    TooLate,         // the Post was sent or discarded before the file was added to it
    // responses of X
    Refused,     // 400 and other 4xx: X names what is wrong
    NotSignedIn, // 401, or there is no token
    TokenLater,  // signed in, but the token cannot be read or renewed at the moment
    NoCredit,    // 402
    Forbidden,   // 403, the token lacks a scope or the account lacks a right
    NotEnrolled, // 403, the app or its user is not enrolled in a package of X's
    AccountLocked, // 403, X has suspended or locked the account
    Duplicate,   // 403 "duplicate content"
    NotFound,    // 404, 405, 410
    TooLarge,    // 413, 431
    RateLimited, // 429
    UsageCapped, // 429, the quota of the plan is used up until its period ends or credit is bought
    ServerError, // 5xx, 408, 425
    BadAnswer,   // a 2xx that cannot be parsed, or that holds only errors
    NotFromX,    // a page of something else: a CDN, a proxy, a captive portal
    MediaInvalid, // Create Post: "Your media IDs are invalid"
    Rejected,    // X's processing ended with "failed"
    // the connection to X
    Redirected,   // 3xx, or 511 of a captive portal: X never redirects, so something else responded
    TlsFailed,    // no TLS connection: ErrorCause says why; nothing was sent
    NotReached,   // no connection, no DNS: nothing was sent
    ProxyFailed,   // the proxy cannot be reached: nothing was sent
    ProxySignIn,   // 407: the proxy wants a user name and a password, or other ones
    ProxyRefused,  // the proxy does not connect to X
    ProxyUnusable, // the proxy setting is invalid, or of an unsupported kind
    NoAnswer,     // sent at least in part, and no response came
    Stalled,      // no byte moved for too long; ended by Postreel
    Aborted,      // ended by Postreel: pause, cancel, quit
    // Postreel itself
    Storage,  // database or disk
    PutAside, // the database could not be used: it was renamed, and a new one was created
    Usage,    // invalid arguments
    TimedOut, // --timeout, or a tool took too long
};

// Tells errors of one kind apart where their texts and next steps differ.
enum class ErrorCause {
    None,
    // of TlsFailed
    SelfSigned,    // the certificate, or one in its chain, is self-signed
    UnknownIssuer, // no issuer that this computer trusts, or any other fault of the certificate
    Expired,
    NotYetValid,   // the clock of this computer is behind, or the certificate is too new
    OtherHost,     // the certificate is for another host
    OldTls,        // the other side offers no version of TLS that is still safe
    NoTls,         // the other side does not speak TLS
    // of Forbidden
    CreatePost,    // X did not allow the Post, as opposed to its media
    ReadAccount,   // reading the account or its Posts
    FinishMedia,   // FINALIZE or a later call for a media
    // of Storage
    DiskFull,
    FileSizeLimit, // this process may not write longer files (ulimit -f)
    RoomForFix,    // no room for the fixed copy; `detail`: how much it needs
    // of FileChanged
    OtherFile,     // it is not the file that was looked for
};

// Who wrote `detail`: only words of X may be shown as "X says".
enum class ErrorSource {
    None,                // nobody, or unknown; `detail` may be empty
    X,                   // a response of X's API in one of its own shapes
    AuthorizationServer, // the OAuth server
    Proxy,               // a proxy between Postreel and X
    Ffmpeg,
    System,              // operating system, database, keychain, TLS library
};

struct Error
{
    ErrorKind kind = ErrorKind::None;
    int http = 0;                         // status; 0: no response
    QString detail;                         // words of `source` alone; may be empty
    ErrorSource source = ErrorSource::None;
    QString problem;                      // last path element of a Problem's `type`; may be empty
    QString subject;                      // the file name, setting or HOST:PORT of a proxy concerned; may be empty
    std::optional<qint64> retryAfterMs;   // delay, from Retry-After
    std::optional<qint64> resetsAtMs;     // from x-rate-limit-reset, since the epoch on X's clock
    std::optional<qint64> wantedMs;       // of NoSuchFrame: the wanted time in the video
    std::optional<qint64> lengthMs;       // of NoSuchFrame: the length of the video
    QString period;                       // of UsageCapped: X's word, "Monthly" or "Daily"; may be empty
    QString remedyUrl;                    // of NotEnrolled: X's page about it, always https on a host of X
    ErrorCause cause = ErrorCause::None;

    explicit operator bool() const { return kind != ErrorKind::None; }
    friend bool operator==(const Error &, const Error &) = default;
};

// The name used in events and the database, e.g. "RateLimited".
QString nameOf(ErrorKind kind);
// None for an unknown name.
ErrorKind errorKindOf(const QString &name);
QStringList errorKindNames();
QString nameOf(ErrorSource source);
// None for an unknown name.
ErrorSource errorSourceOf(const QString &name);
QString nameOf(ErrorCause cause);
// None for an unknown name.
ErrorCause errorCauseOf(const QString &name);

} // namespace postreel
