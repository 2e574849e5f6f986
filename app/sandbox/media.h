// One media item: what INIT announced, which segments arrived, and its state since.
// Invariant: `finalizedMs` is set exactly when the segments 0…n-1 are all there and add up to totalBytes.
#pragma once

#include "app/sandbox/content_verdict.h"
#include "app/sandbox/media_rules.h"
#include "app/sandbox/processing_script.h"

#include <QJsonObject>
#include <QMap>

namespace postreel::sandbox {

struct Segment
{
    qint64 bytes = 0;
    int appends = 0;        // how often it was sent and accepted
    bool assembled = false; // its bytes are in the assembled file, and its own file has been removed
};

struct SubtitleTrack
{
    QString mediaId;
    QString language; // two capital letters
    QString name;
};

struct Media
{
    QString id;
    QString key; // e.g. "7_1880028106020515840"
    QString user;
    QString type;
    QString category; // as given by the client; may be empty
    QString form;     // "resource", "command" or "upload"
    qint64 totalBytes = 0;
    qint64 createdMs = 0;   // epoch
    qint64 expiresMs = 0;   // epoch
    qint64 finalizedMs = 0; // epoch; 0: not finalized
    QMap<int, Segment> segments;
    ProcessingScript script; // set when finalized
    ContentVerdict verdict;  // of the content; set when finalized
    QString sniffed;         // media type that the first bytes show; may be empty
    QByteArray sha256;       // hexadecimal; empty until assembled
    QString altText;
    QList<SubtitleTrack> subtitles;

    MediaKind kind() const { return mediaRules::kindOf(type, category); }
    bool finalized() const { return finalizedMs != 0; }
    bool expired(qint64 nowMs) const { return nowMs >= expiresMs; }
    // X processes media only if INIT named a category (the media guide, step 3).
    bool processed() const
    {
        return !category.isEmpty() && mediaRules::isProcessed(kind()) && !script.none();
    }
    // True if X's rules for videos or GIFs on a Post apply to its content.
    bool hasContentRules() const;
    // The current processing step; only for finalized and processed media.
    ProcessingStep step(qint64 nowMs) const;
    bool ready(qint64 nowMs) const;
    qint64 receivedBytes() const;
    bool hasGaps() const; // the indexes are not exactly 0…n-1
    // True if all segments are there and FINALIZE has not succeeded yet.
    bool isWhole() const { return !finalized() && !hasGaps() && receivedBytes() == totalBytes; }
    // State for the inspection: uploading, processing, ready, failed, expired.
    QString stateName(qint64 nowMs) const;

    QJsonObject line() const;                 // journal entry, without segments
    QJsonObject segmentLine(int index) const; // journal entry of one segment
    static Media fromLine(const QJsonObject &line);
};

} // namespace postreel::sandbox
