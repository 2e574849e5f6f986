// How X rewrites the text of a Post: links become t.co, &, < and > become entities, the media's link is
// put at the end.
// Invariant: undoing the entities and expanding the links gives back what was sent (without the media link).
#pragma once

#include <QList>
#include <QString>
#include <functional>

namespace postreel::sandbox {

struct PostLink
{
    int start = 0; // code points into the shown text
    int end = 0;
    QString url;      // https://t.co/…
    QString expanded; // what was sent
    QString mediaKey; // of the link that stands for the media
};

struct ShownText
{
    QString text;
    QList<PostLink> links;
};

// `newLetters` gives the ten letters of a t.co link; `mediaLink` is empty for a Post without media.
ShownText shownText(const QString &sent, const QString &mediaLink, const QString &mediaKey,
                    const std::function<QString()> &newLetters);
// A lower bound of the text's weighted length (twitter-text v3): never more than X would count.
int leastWeight(const QString &text);

} // namespace postreel::sandbox
