// One request from its head to its response: which call it is, who sends it, and what X would answer.
// Invariant: finish() replies exactly once, unless its context is gone; before finish() nothing in SandboxState
// changes but a page key that is used up and the user record of an accepted token.
#pragma once

#include "app/sandbox/api.h"
#include "app/sandbox/routes.h"

namespace postreel::sandbox {

class Exchange : public QObject
{
    Q_OBJECT
public:
    Exchange(SandboxState &world, const HttpHead &head, int connection);

    const HttpHead &head() const { return m_head; }
    Call call() const { return m_call; }
    // False while the body has not yet shown which `command` it carries.
    bool callKnown() const { return m_callKnown; }
    // Call at the end of the body; settles the call if it was still unknown.
    void bodyEnded();
    // Takes the next piece of the body.
    void feed(const char *data, qsizetype size);
    // The response that is already certain before the body has ended: 303 (page key), 401, 403, 404, 405,
    // 413, 421.
    const std::optional<HttpResponse> &verdict() const { return m_verdict; }
    // True if the verdict is to be sent without waiting for the rest of the body (413).
    bool skipsBody() const;

    void setTimelineLag(qint64 secs) { m_lagSecs = secs; }
    // Carries out the request; `reply` may be called later.
    void finish(const Reply &reply);
    // The x-rate-limit-* headers for this user and call; empty for calls without a limit.
    QList<HttpHeader> rateHeaders() const;

    // Adds the request to the log; only the first call counts. `status` 0: no response was sent.
    void log(int status, const QString &fault);

private:
    void learnCall();
    void checkOrigin();
    void checkHead();
    void checkToken();
    void checkLength();
    bool countRate(const Reply &reply);
    HttpResponse answer(const ApiRequest &request);
    ApiRequest request();

    SandboxState &m_world;
    HttpHead m_head;
    Route m_route;
    Call m_call;
    bool m_callKnown;
    BodyReader m_body;
    Access m_access;
    std::optional<HttpResponse> m_verdict;
    qint64 m_lagSecs = 0;
    qint64 m_bodyBytes = 0;
    qint64 m_startedMs;
    int m_connection;
    bool m_logged = false;
    std::optional<RateLimits::Standing> m_standing;
};

} // namespace postreel::sandbox
