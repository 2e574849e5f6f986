// The settings of the sandbox, as given in `--sandbox=SPEC`: link, faults, processing, limits, seed.
// Invariant: a SandboxSpec that parse() returned holds only values in range.
#pragma once

#include "app/base/result.h"
#include "app/sandbox/fault_scenes.h"
#include "app/sandbox/link.h"
#include "app/sandbox/processing_script.h"

namespace postreel::sandbox {

// Which of the two generations of the media endpoints are served.
enum class ServedForms { Both, Resource, Command };

struct SandboxSpec
{
    LinkSpec link;
    double thinkMs = 0; // response time of each API call in ms, 0…600000
    FaultPlan faults;
    ProcessingScript processing; // "normal" by default
    bool limits = true;          // apply X's rate limits
    bool probe = true;           // check received content, and refuse what X refuses
    qint64 expiresSecs = 86400;  // lifetime of an upload session and of a finished media id
    qint64 longestSecs = 0;      // longest video on a Post, as on an older X; 0: X's current limit
    qint64 tokenSecs = 7200;     // lifetime of an access token from the token endpoint
    quint64 seed = 0;            // 0: ids follow the wall clock, as X's do
    ServedForms forms = ServedForms::Both;
    QString subscription = QStringLiteral("None"); // of every account: None, Basic, Premium, PremiumPlus

    SandboxSpec();
    // Whether the content of media finalized now is checked. Not with a script without processing, which
    // could not report the result.
    bool checksContent() const { return probe && processing.takesTime(); }
    // Parses comma-separated WORD=VALUE: rtt, think (ms) · up, down (Mbit/s) · faults · processing ·
    // limits=x|off · probe=on|off · longest, expires, tokens (s) · seed · forms=both|resource|command ·
    // account=none|basic|premium|premiumplus. A part without '=' continues the value of `processing` before
    // it. Errors are of kind Usage, with one sentence in `detail`.
    static Result<SandboxSpec> parse(const QString &text);
};

} // namespace postreel::sandbox

namespace postreel {
using sandbox::SandboxSpec;
} // namespace postreel
