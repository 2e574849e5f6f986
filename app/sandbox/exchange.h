// One request from its head to its answer: which call it is, who asks, what X would say to it.
// Invariant: finish() replies exactly once, unless its context is gone; nothing is changed in the world
// before finish().
#pragma once

#include "app/sandbox/api.h"
#include "app/sandbox/routes.h"

namespace postreel::sandbox {

class Exchange : public QObject
{
    Q_OBJECT
public:
    Exchange(World &world, const HttpHead &head, int connection);

    const HttpHead &head() const { return m_head; }
    Call call() const { return m_call; }
    // False while the body has not yet told which command it carries.
    bool callKnown() const { return m_callKnown; }
    // Tells that the body holds no more to tell the call from.
    void bodyEnded();
    // A further piece of the body.
    void feed(const char *data, qsizetype size);
    // What is wrong already, before the body has ended: 404, 405, 401, 403, 413, 421.
    const std::optional<HttpResponse> &verdict() const { return m_verdict; }
    // The verdict is one that does not wait for the rest of the body (413).
    bool cannotWait() const;

    void setTimelineLag(qint64 secs) { m_lagSecs = secs; }
    // Does what the request asks; `reply` may come later.
    void finish(const Reply &reply);
    // x-rate-limit-* for this user and call, none for calls without limit.
    QList<HttpHeader> rateHeaders() const;

    // Writes the request into the log; once, when it is over. `status` 0: it was never answered.
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

    World &m_world;
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
