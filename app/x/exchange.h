// A request to X and its response, as plain values.
// Invariant: a Response has exactly one RequestOutcome; `http` is set only if a status line was read.
#pragma once

#include "app/base/error.h"

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <QUrlQuery>
#include <QVector>
#include <optional>

namespace postreel {

// The calls that Postreel makes, for tables (timeouts, rate limits, connections). SignIn is any call without an account (to an
// OAuth server, or for a picture), so it has no token and no rate limit.
enum class Call { Initialize, Append, Finalize, Status, CreatePost, Me, OwnPosts, Metadata, Subtitles, SignIn };
QString nameOf(Call call);

struct Request
{
    Call call = Call::Me;
    QByteArray method; // "GET" or "POST"
    QString path;      // "/2/…"
    QUrlQuery query;
    QByteArray contentType;
    QVector<QByteArray> body; // sent one after another; pieces, so that a segment is not copied

    qint64 bodyBytes() const;
};

// How a request ended.
enum class RequestOutcome {
    Answered,   // with any status
    NoToken,    // no token for the account; nothing was sent
    TokenLater, // the token cannot be had at the moment; nothing was sent
    NotReached, // no connection or no DNS; X cannot have read the request
    TlsFailed,  // no TLS connection; nothing was sent
    ProxyFailed, // the proxy cannot be reached or did not let it through; X cannot have read the request
    NoAnswer,   // sent at least in part; X may have done it
    Stalled,    // no byte moved within the limit of the call; ended by Postreel; X may have done it
    Aborted,    // ended by Postreel because nobody wants it any more; X may have done it
    BlockedByRateLimit,   // X's rate limit is known to be used up: nothing was sent; retryAfterMs says for how long
};

// X's rate limit as a response states it: x-rate-limit-*, or the limit per day if that one is used up. A member whose header is
// missing is not set.
struct RateHeaders
{
    std::optional<qint64> limit;
    std::optional<qint64> remaining;
    std::optional<qint64> resetsAtMs; // X's clock
    bool perDay = false;
};

struct Response
{
    RequestOutcome outcome = RequestOutcome::NoAnswer;
    int http = 0;
    QByteArray body;        // at most Transport::maxAnswerBytes
    QByteArray contentType; // the header
    bool overlong = false;  // the body was longer than that and is dropped
    std::optional<qint64> retryAfterMs;
    RateHeaders rate;
    bool renewable = false; // of a 401: another token may come without the user
    qint64 ms = 0;          // duration from handing it over to the end
    QString networkWords;   // Qt's error message, for the log
    Error cause;            // of NoToken, TokenLater, NotReached, TlsFailed and ProxyFailed: why, as a complete Error, if known
    QString proxy;          // HOST:PORT of a proxy that reads the request and may answer in X's place

    bool succeeded() const { return outcome == RequestOutcome::Answered && http >= 200 && http < 300; }
};

// https to any host, or http to this computer; no user name, no password, no fragment.
bool isFitForSecrets(const QUrl &address);

} // namespace postreel
