// Short ways to write an Response of X in a table.
// Invariant: the outcome is Answered; other outcomes are written out where they are tested.
#pragma once

#include "app/x/exchange.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace postreel::testing {

inline Response answered(int http, const QByteArray &body = {})
{
    Response answer;
    answer.outcome = RequestOutcome::Answered;
    answer.http = http;
    answer.body = body;
    return answer;
}

inline QByteArray bodyOf(const Request &request)
{
    QByteArray bytes;
    for (const QByteArray &piece : request.body)
        bytes += piece;
    return bytes;
}

inline QJsonObject jsonOf(const Request &request)
{
    return QJsonDocument::fromJson(bodyOf(request)).object();
}

} // namespace postreel::testing
