// How X rewrites the text of a Post: links become t.co, &, < and > become entities, and the link of the media
// is appended.
// Invariant: decoding the entities and expanding the links restores the text that was sent (without the media
// link).
#pragma once

#include <QList>
#include <QString>
#include <functional>

namespace postreel::sandbox {

struct PostLink
{
    int start = 0; // in code points of the shown text
    int end = 0;
    QString url;      // https://t.co/…
    QString expanded; // the link as sent
    QString mediaKey; // only for the link that stands for the media
};

struct ShownText
{
    QString text;
    QList<PostLink> links;
};

// `newLetters` returns the ten letters of a t.co link; `mediaLink` is empty for a Post without media.
ShownText shownText(const QString &sent, const QString &mediaLink, const QString &mediaKey,
                    const std::function<QString()> &newLetters);
// A lower bound of the weighted length (twitter-text v3): never more than X would count.
int leastWeight(const QString &text);

} // namespace postreel::sandbox
