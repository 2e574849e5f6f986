// What may go wrong between a client and X, as data: the actions, the named scenes and the grammar
// ACTION@CALL[#N|#N-M|*][:BYTE] in which a test names its own.
// Invariant: a plan made from the same text and seed plays the same faults on the same requests.
#pragma once

#include "app/base/result.h"
#include "app/sandbox/call_name.h"

#include <QList>
#include <QStringList>
#include <random>
#include <span>

namespace postreel::sandbox {

enum class FaultAction {
    Cut,            // close at BYTE of the body, what came is dropped
    Reset,          // TCP RST at BYTE of the body
    Wear,           // TCP RST of the connection that carries each BYTE-th byte of all bodies of that call
    Stall,          // stop reading for ever at BYTE of the body
    Mute,           // do it, never answer, keep the connection open
    Swallow,        // do it, close without an answer
    Half,           // do it, close after BYTE bytes of the answer (default: half of it)
    Status,         // statusNNN: answer NNN instead of doing it, after the whole body
    Early,          // earlyNNN: answer NNN at BYTE of the body and close at once
    Done,           // doneNNN: do it, but answer NNN
    Bare,           // 429 without any rate-limit header
    Later,          // laterNNN: answer NNN with a Retry-After of BYTE seconds
    Limit,          // 413 for every body with more than BYTE bytes of media
    Garbage,        // do it, answer 200 with bytes that are no JSON
    Huge,           // do it, answer 200 with a JSON string of 10 MB
    BadUtf8,        // do it, answer with invalid UTF-8 inside the JSON
    Numbers,        // do it, answer with ids as JSON numbers
    Redirect,       // 307 to the same path on another name of this computer
    EndlessHeaders, // do it, answer with headers that never end
    Slow,           // do it, answer one byte every 50 ms
    Delay,          // do it, answer BYTE ms later
    Lag,            // own timeline leaves out Posts younger than BYTE seconds
    Random,         // BYTE percent of the requests meet one of 503, cut, reset, swallow
    Page,           // pageNNN: answer NNN with an HTML page instead of doing it
    DonePage,       // donepageNNN: do it, but answer NNN with such a page
    Errors,         // answer 200 with nothing but errors instead of doing it
    Lose,           // answer as if it was done, but drop what came
    Moved,          // movedNNN: do it, but answer NNN and a sign-in page of another host
    OtherId,        // do it, answer with the id of another media
    UnknownAuth,    // 403 "Authenticating with Unknown is forbidden"
    Capped,         // 429 of a plan that is used up: for the month, or with BYTE 1 for the day
    NotEnrolled,    // 403 "client-not-enrolled"
    Suspended,      // 403 "Your account is suspended"
    BadMedia,       // 400 "Your media IDs are invalid."
};

struct Fault
{
    static constexpr qint64 half = -1;    // BYTE given as "half"
    static constexpr qint64 end = -2;     // BYTE given as "end"
    static constexpr qint64 nowhere = -3; // no BYTE given

    FaultAction action = FaultAction::Cut;
    Call call = Call::Any;
    int first = 1; // occurrence, from 1
    int last = 1;
    qint64 byte = nowhere;
    int status = 0;

    // Where in a body of that size the fault strikes, for the actions that strike in the body.
    // `size` is 0 when unknown (chunked); "half" is then taken as 32 KiB.
    qint64 strikesAt(qint64 size) const;
    bool strikesInBody() const;
    friend bool operator==(const Fault &, const Fault &) = default;
};

struct FaultScene
{
    const char *name;
    const char *rules; // in the grammar
    const char *description;
};
std::span<const FaultScene> faultScenes();
// One line per action of the grammar, for --help.
QStringList faultActionLines();

class FaultPlan
{
public:
    // Scenes and rules joined with '+'; empty and "none" are the plan without faults.
    static Result<FaultPlan> parse(const QString &text, quint64 seed = 0);

    // Counts one request of that call and returns what is to happen to it.
    QList<Fault> strike(Call call);
    // Bytes of bodies of that call until the next connection is worn out; the greatest number when no rule wears.
    qint64 wearLeft(Call call) const;
    // Counts bytes of a body of that call; the fault when they wear their connection out.
    std::optional<Fault> wear(Call call, qint64 bytes);
    // The permanent limit on media bytes of one request of that call, if a rule sets one.
    std::optional<qint64> mediaLimit(Call call) const;
    const QString &text() const { return m_text; }

private:
    Fault draw(const Fault &random);

    struct Rule
    {
        Fault fault;
        int seen = 0;
        qint64 carried = 0; // of a rule that wears: bytes since it struck

        bool wears(Call call) const;
    };
    QList<Rule> m_rules;
    QString m_text;
    std::mt19937_64 m_random;
};

} // namespace postreel::sandbox
