// What X takes as media: types, categories, sizes, the prefix of a media key (FACTS of the media pages).
// Invariant: nothing here depends on a request; it is data and pure functions.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace postreel::sandbox {

enum class MediaKind { Video, Gif, Image, Subtitles, Model };

namespace mediaRules {

inline constexpr qint64 maxSegmentBytes = 8'000'000; // the server's maximum
inline constexpr qint64 maxTotalBytes = Q_INT64_C(17179869184); // of the schema

const QStringList &mediaTypes();
const QStringList &mediaCategories();
// Categories of the one-call upload.
const QStringList &uploadCategories();

MediaKind kindOf(const QString &mediaType, const QString &category);
// May a file of this type be uploaded under this category?
bool fits(const QString &mediaType, const QString &category);
// Largest file in bytes; `premium` as of 2026-09-01.
qint64 maxBytes(MediaKind kind, bool premium);
// X processes it after FINALIZE.
bool isProcessed(MediaKind kind);
// "7", "13", "3" or "16".
QString keyPrefix(MediaKind kind, const QString &category);
// The type that these first bytes show, empty when they show none. Text counts as WebVTT or SubRip.
QString sniff(const QByteArray &head);
// As many of them are enough.
inline constexpr qint64 sniffedBytes = 256;

} // namespace mediaRules
} // namespace postreel::sandbox
