// What a file is, by its first bytes and never by its suffix.
// Invariant: pure, and safe for any bytes; mediaType is empty or one of X's own list
// (page "Initialize media upload", media_type).
#pragma once

#include <QByteArrayView>
#include <QString>

namespace postreel {

// How much of a file's beginning contentTypeOf() wants. Bytes.
inline constexpr qint64 contentHeadBytes = 64 * 1024;

enum class ContentFamily { Video, Picture, Audio, Text, Other };

struct ContentType
{
    QString mediaType; // "video/mp4"; empty: none that X takes
    QString name;      // for people: "MP4", "Matroska", "HEIC"; empty: not recognized
    ContentFamily family = ContentFamily::Other;
};

// `head`: the file's first bytes, contentHeadBytes or all of it. `size`: of the whole file, bytes.
ContentType contentTypeOf(QByteArrayView head, qint64 size);

// X's media_category for a Post's media: tweet_video, tweet_gif, tweet_image or subtitles; empty for none.
QString categoryFor(const QString &mediaType);

// What to call content that is none of X's types when a person sends it anyway: by the suffix, else
// video/mp4.
QString mediaTypeBySuffix(const QString &path);

} // namespace postreel
