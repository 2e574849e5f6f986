// What X accepts as media: types, categories, sizes and media key prefixes, from X's media documentation.
// Invariant: nothing here depends on a request; it is data and pure functions.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace postreel::sandbox {

enum class MediaKind { Video, Gif, Image, Subtitles, Model };

namespace mediaRules {

inline constexpr qint64 maxSegmentBytes = 8'000'000; // the server's limit
inline constexpr qint64 maxTotalBytes = Q_INT64_C(17179869184); // the schema's limit

const QStringList &mediaTypes();
const QStringList &mediaCategories();
// Categories that the one-request upload accepts.
const QStringList &uploadCategories();

MediaKind kindOf(const QString &mediaType, const QString &category);
// Whether a file of this type may be uploaded under this category.
bool fits(const QString &mediaType, const QString &category);
// Largest file size in bytes; as of 2026-09-01 for `premium`.
qint64 maxBytes(MediaKind kind, bool premium);
// Whether X processes it after FINALIZE.
bool isProcessed(MediaKind kind);
// "7" video, "13" amplify_video, "16" GIF, "3" anything else.
QString keyPrefix(MediaKind kind, const QString &category);
// The media type that the first bytes show; empty if unknown. "-->" in the text counts as SubRip.
QString sniff(const QByteArray &head);
// The number of first bytes that sniff() needs.
inline constexpr qint64 sniffedBytes = 256;

} // namespace mediaRules
} // namespace postreel::sandbox
