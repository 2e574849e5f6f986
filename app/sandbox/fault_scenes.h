// The faults that the sandbox can simulate, as data: the actions, named scenes (sets of rules), and the
// grammar ACTION@CALL[#N|#N-M|*][:BYTE] for rules of one's own. BYTE is the rule's numeric argument.
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
    Cut,            // close the connection at BYTE of the body; discard what arrived
    Reset,          // TCP RST at BYTE of the body; discard what arrived
    Wear,           // TCP RST of the connection that carries every BYTE-th body byte of that call
    Stall,          // stop reading for ever at BYTE of the body
    Mute,           // carry out the request, never respond, keep the connection open
    Swallow,        // carry out the request, close without a response
    Half,           // carry out the request, close after BYTE bytes of the response (default: half of it)
    Status,         // statusNNN: read the whole body, respond NNN, do nothing
    Early,          // earlyNNN: respond NNN at BYTE of the body and close at once
    Done,           // doneNNN: carry out the request, but respond NNN
    Bare,           // respond 429 without rate-limit headers, do nothing
    Later,          // laterNNN: respond NNN with a Retry-After of BYTE seconds (default 2), do nothing
    Limit,          // respond 413 to every body with more than BYTE bytes of media
    Garbage,        // carry out the request, respond 200 with bytes that are not JSON
    Huge,           // carry out the request, respond 200 with a JSON string of 10 MB
    BadUtf8,        // carry out the request, respond 200 with invalid UTF-8 inside the JSON
    Numbers,        // carry out the request, respond with ids as JSON numbers
    Redirect,       // respond 307 to the same path on the host localhost, do nothing
    EndlessHeaders, // carry out the request, respond with a head that never ends
    Slow,           // carry out the request, send one byte of the response every 50 ms
    Delay,          // carry out the request, respond BYTE ms later (default 3000)
    Lag,            // the user's own timeline omits Posts younger than BYTE seconds (default 20)
    Random,         // BYTE percent of the requests meet one of 503, cut, reset, swallow
    Page,           // pageNNN: respond NNN with an HTML page, do nothing
    DonePage,       // donepageNNN: carry out the request, but respond NNN with such a page
    Errors,         // respond 200 with only an `errors` array, do nothing
    Lose,           // respond 200 as if it were done, but discard what arrived
    Moved,          // movedNNN: carry out the request, but respond NNN with the Location of a sign-in page
    OtherId,        // carry out the request, respond with the id of another media item
    UnknownAuth,    // respond 403 "Authenticating with Unknown is forbidden"
    Capped,         // respond 429, plan used up: for the month, or with BYTE 1 for the day
    NotEnrolled,    // respond 403 "client-not-enrolled"
    Suspended,      // respond 403 "Your account is suspended"
    BadMedia,       // respond 400 "Your media IDs are invalid."
};

struct Fault
{
    static constexpr qint64 half = -1;    // BYTE is "half"
    static constexpr qint64 end = -2;     // BYTE is "end"
    static constexpr qint64 nowhere = -3; // no BYTE

    FaultAction action = FaultAction::Cut;
    Call call = Call::Any;
    int first = 1; // first affected occurrence of the call, from 1
    int last = 1;
    qint64 byte = nowhere;
    int status = 0;

    // The byte offset in a body of `size` bytes at which the fault strikes; only for actions that strike in
    // the body. `size` 0: unknown (chunked), "half" then means 32 KiB. "end" returns the largest number.
    qint64 strikesAt(qint64 size) const;
    bool strikesInBody() const;
    friend bool operator==(const Fault &, const Fault &) = default;
};

struct FaultScene
{
    const char *name;
    const char *rules; // rules in the grammar, joined with '+'
    const char *description;
};
std::span<const FaultScene> faultScenes();
// One line per action, for --help.
QStringList faultActionLines();

class FaultPlan
{
public:
    // Parses scenes and rules joined with '+'; empty or "none" is a plan without faults. Errors are of kind
    // Usage.
    static Result<FaultPlan> parse(const QString &text, quint64 seed = 0);

    // Counts one request of that call and returns the faults that strike it.
    QList<Fault> faultsForNext(Call call);
    // Body bytes of that call until the next connection is reset by a Wear rule; the largest number without
    // such a rule.
    qint64 wearLeft(Call call) const;
    // Counts body bytes of that call; returns the Wear fault if they reach its limit.
    std::optional<Fault> wear(Call call, qint64 bytes);
    // The smallest media limit in bytes that a Limit rule sets for that call, if any.
    std::optional<qint64> mediaLimit(Call call) const;
    const QString &text() const { return m_text; }

private:
    Fault draw(const Fault &random);

    struct Rule
    {
        Fault fault;
        int seen = 0;
        qint64 carried = 0; // for Wear rules: bytes since the last strike

        bool wears(Call call) const;
    };
    QList<Rule> m_rules;
    QString m_text;
    std::mt19937_64 m_random;
};

} // namespace postreel::sandbox
