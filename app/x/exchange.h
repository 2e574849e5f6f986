// A request to X and what came of it, as plain values.
// Invariant: an Response says exactly one RequestOutcome; `http` is set only when X's status line was read.
#pragma once

#include "app/base/error.h"

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <QUrlQuery>
#include <QVector>
#include <optional>

namespace postreel {

// The calls that Postreel makes, for tables (timeouts, rate limits, lanes).
// SignIn is any call of an OAuth server: without an account, so without a token and a rate limit of one.
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
    Answered,   // with a status, whatever it is
    NoToken,    // there is none for the account; nothing was sent
    TokenLater, // there is one that cannot be had just now; nothing was sent
    NotReached, // no connection or no DNS; X cannot have read the request
    TlsFailed,  // no private connection came about; nothing was sent
    ProxyFailed, // the proxy is away or did not let it through; X cannot have read the request
    NoAnswer,   // sent at least in part; X may have done it
    Stalled,    // no byte moved for the call's limit; ended by us; X may have done it
    Aborted,    // ended by us because nobody wants it any more; X may have done it
    BlockedByRateLimit,   // X's limit is known to be used up: nothing was sent; retryAfterMs says until when
};

// What an answer says of X's limits: x-rate-limit-*, or the limit of a day where that one is used up.
// A member that was missing is not set.
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
    QByteArray body;        // at most maxAnswerBytes
    QByteArray contentType; // as it was sent
    bool overlong = false;  // the body went on after that; it cannot be read
    std::optional<qint64> retryAfterMs;
    RateHeaders rate;
    bool renewable = false; // of a 401: another token may come without a person
    qint64 ms = 0;          // from handing over to the end
    QString networkWords;   // Qt's words, for the log
    Error cause;            // of NotReached, TlsFailed and ProxyFailed: why, as a whole, where it is known
    QString proxy;          // HOST:PORT of one that reads what goes through it, and may answer in X's place

    bool succeeded() const { return outcome == RequestOutcome::Answered && http >= 200 && http < 300; }
};

// https anywhere, or http on this computer; no user name, no password, no fragment.
bool isFitForSecrets(const QUrl &address);

} // namespace postreel
