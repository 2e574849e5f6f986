// What `--sandbox=SPEC` may ask of the sandbox: link, faults, processing, limits, seed.
// Invariant: a SandboxSpec that parse() returned holds only values in range.
#pragma once

#include "app/base/result.h"
#include "app/sandbox/fault_scenes.h"
#include "app/sandbox/link.h"
#include "app/sandbox/processing_script.h"

namespace postreel::sandbox {

// Which of the two generations of the media calls are served.
enum class ServedForms { Both, Resource, Command };

struct SandboxSpec
{
    LinkSpec link;
    double thinkMs = 0; // server time of each API call, 0…600000
    FaultPlan faults;
    ProcessingScript processing; // "normal" unless told otherwise
    bool limits = true;          // rate limits of X
    bool probe = true;           // look at what was received, and refuse what X refuses
    qint64 expiresSecs = 86400;  // life of an upload session and of a finished media id
    qint64 longestSecs = 0;      // longest video on a Post, as an older X had it; 0: X's limit of today
    qint64 tokenSecs = 7200;     // life of an access token that the token endpoint gives
    quint64 seed = 0;            // 0: ids follow the time of day, as X's do
    ServedForms forms = ServedForms::Both;
    QString subscription = QStringLiteral("None"); // of every account: None, Basic, Premium, PremiumPlus

    SandboxSpec();
    // The content of what is finalized now is checked: not with a script that has no processing to tell it in.
    bool checksContent() const { return probe && processing.takesTime(); }
    // Comma-separated WORD=VALUE: rtt, think (ms) · up, down (Mbit/s) · faults · processing · limits=x|off ·
    // probe=on|off · longest, expires, tokens (s) · seed · forms=both|resource|command ·
    // account=none|basic|premium|premiumplus. A part without '=' continues the value before it (the steps of
    // a processing script). The error is of kind Usage and holds one sentence in `detail`.
    static Result<SandboxSpec> parse(const QString &text);
};

} // namespace postreel::sandbox

namespace postreel {
using sandbox::SandboxSpec;
} // namespace postreel
