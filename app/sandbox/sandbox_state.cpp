#include "app/sandbox/sandbox_state.h"

namespace postreel::sandbox {

SandboxState::SandboxState(const QString &folder, const Clock &clock, int probeLimitMs, QObject *parent)
    : QObject(parent),
      tokens([this] { return newId(); }, [this](const QJsonObject &line) { journal.write(line); }),
      media(folder, journal, probeLimitMs), posts(journal), m_folder(folder), m_clock(clock)
{
}

Result<Done> SandboxState::load()
{
    const QString path = m_folder % QStringLiteral("/journal.jsonl");
    const Result<Done> loaded = journal.load(path, [this](const QJsonObject &line) { replay(line); });
    if (!loaded)
        return loaded;
    const Result<Done> restarted =
        journal.restart(tokens.snapshot() + media.snapshot() + posts.snapshot() + rates.snapshot());
    if (restarted)
        media.resumeAssembly();
    return restarted;
}

void SandboxState::apply(const SandboxSpec &next)
{
    spec = next;
    ids.seed(next.seed);
    link.apply(next.link);
}

void SandboxState::replay(const QJsonObject &line)
{
    const QString kind = line.value(QStringLiteral("kind")).toString();
    ids.keepAbove(line.value(QStringLiteral("id")).toString());
    if (kind == QLatin1String("media") || kind == QLatin1String("segment"))
        media.replay(line);
    else if (kind == QLatin1String("post"))
        posts.replay(line);
    else if (kind == QLatin1String("rate"))
        rates.replay(line);
    else
        tokens.replay(line);
}

} // namespace postreel::sandbox
