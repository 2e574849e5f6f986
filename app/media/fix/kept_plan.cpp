#include "app/media/fix/kept_plan.h"

#include <QDataStream>
#include <QFile>
#include <tuple>

namespace postreel {

namespace {

constexpr quint32 formVersion = 3; // increase it with every change of the members

QString fileIn(const QString &folder)
{
    return folder % QLatin1String("/plan");
}

template <typename Plan>
auto membersOf(Plan &plan)
{
    auto &[kind, mediaType, startMs, endMs, lengthMs, copiesVideo, copiesAudio, width, height, padWidth, padHeight, milliFps,
           retimes, deinterlaces, toneMaps, holdsLastFrame, preset, goalBytes, videoBitRate, audioBitRate, scale, quality, keepEvery,
           coloursPerFrame, wholeFrames, gainDb, estimatedBytes, estimatedMs] = plan;
    return std::tie(kind, mediaType, startMs, endMs, lengthMs, copiesVideo, copiesAudio, width, height, padWidth, padHeight,
                    milliFps, retimes, deinterlaces, toneMaps, holdsLastFrame, preset, goalBytes, videoBitRate, audioBitRate, scale,
                    quality, keepEvery, coloursPerFrame, wholeFrames, gainDb, estimatedBytes, estimatedMs);
}

} // namespace

void keepPlan(const QString &folder, const FixPlan &plan, const Fingerprint &source)
{
    QFile file(fileIn(folder));
    if (!file.open(QIODevice::WriteOnly))
        return;
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << formVersion << source.size << source.mtimeMs << source.hash << source.body;
    std::apply([&stream](const auto &...members) { (stream << ... << members); }, membersOf(plan));
}

std::optional<FixPlan> keptPlan(const QString &folder, const Fingerprint &source)
{
    QFile file(fileIn(folder));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    Fingerprint made;
    FixPlan plan;
    stream >> version >> made.size >> made.mtimeMs >> made.hash >> made.body;
    if (version != formVersion || !(made == source))
        return std::nullopt;
    std::apply([&stream](auto &...members) { (stream >> ... >> members); }, membersOf(plan));
    return stream.status() == QDataStream::Ok && stream.atEnd() ? std::optional(plan) : std::nullopt;
}

} // namespace postreel
