// Detects a file's type from its first bytes; its suffix counts only in mediaTypeBySuffix().
// Invariant: pure, and safe for any bytes; mediaType is empty or one of X's own list
// (page "Initialize media upload", media_type).
#pragma once

#include <QByteArrayView>
#include <QString>

namespace postreel {

// How many bytes from the start of a file contentTypeOf() needs.
inline constexpr qint64 contentHeadBytes = 64 * 1024;

enum class ContentFamily { Video, Picture, Audio, Text, Other };

struct ContentType
{
    QString mediaType; // "video/mp4"; empty: X does not accept this type
    QString name;      // for display: "MP4", "Matroska", "HEIC"; empty: not recognized, or plain text
    ContentFamily family = ContentFamily::Other;
};

// `head`: the file's first contentHeadBytes bytes, or the whole file. `size`: of the whole file, in bytes.
ContentType contentTypeOf(QByteArrayView head, qint64 size);

// X's media_category for a Post's media: tweet_video, tweet_gif, tweet_image or subtitles; empty for other types.
QString categoryFor(const QString &mediaType);

// The media type to declare for content that X does not accept, if the user uploads it anyway: by the suffix, else
// video/mp4.
QString mediaTypeBySuffix(const QString &path);

} // namespace postreel
