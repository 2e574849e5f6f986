// --sandbox=SPEC with its fault grammar and processing scripts: values in range, and faults that repeat.
#include "app/sandbox/sandbox_spec.h"
#include "tests/fuzz/byte_source.h"

#include <limits>

using namespace postreel::fuzzing;
using namespace postreel::sandbox;

namespace {

void checkRange(const SandboxSpec &spec)
{
    must(spec.link.rttMs >= 0 && spec.link.rttMs <= 60'000, "rtt is in range");
    must(spec.link.upMbit >= 0 && spec.link.upMbit <= 100'000, "up is in range");
    must(spec.link.downMbit >= 0 && spec.link.downMbit <= 100'000, "down is in range");
    must(spec.thinkMs >= 0 && spec.thinkMs <= 600'000, "think is in range");
    must(spec.expiresSecs >= 1 && spec.expiresSecs <= 1'000'000'000, "expires is in range");
    must(spec.tokenSecs >= 1 && spec.tokenSecs <= 1'000'000'000, "tokens is in range");
}

void checkFaults(FaultPlan one, FaultPlan other)
{
    for (int request = 0; request < 40; ++request) {
        const Call call = static_cast<Call>(request % 17);
        const QList<Fault> struck = one.faultsForNext(call);
        must(struck == other.faultsForNext(call), "the same text and seed play the same faults");
        for (const Fault &fault : struck) {
            must(fault.action != FaultAction::Random, "a die has been cast");
            must(fault.strikesAt(0) >= 0 && fault.strikesAt(1000) >= 0, "a fault strikes at a byte");
            must(fault.first >= 1 && fault.last >= fault.first, "occurrences count from 1");
            must(fault.status == 0 || (fault.status >= 200 && fault.status <= 599), "a status is a status");
        }
        must(one.mediaLimit(call).value_or(1) > 0, "a limit lets something through");
    }
}

void checkScript(const ProcessingScript &script)
{
    if (script.none())
        return;
    for (const qint64 ms :
         {qint64(-1), qint64(0), qint64(999), qint64(60'000), std::numeric_limits<qint64>::max()}) {
        const ProcessingStep &step = script.at(ms);
        must(step.seconds >= 0 && step.checkAfter >= -1 && step.percent >= -1, "a step is in range");
        must(ProcessingScript::info(step).contains(QLatin1String("state")), "a step has a state");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const QString text = QString::fromUtf8(source.rest());
    const auto spec = SandboxSpec::parse(text);
    if (!spec) {
        must(spec.error().kind == postreel::ErrorKind::Usage && !spec.error().detail.isEmpty(),
             "a refused spec is a usage error with a sentence");
        return 0;
    }
    checkRange(*spec);
    checkFaults(spec->faults, SandboxSpec::parse(text)->faults);
    checkScript(spec->processing);
    return 0;
}
