// One media as the sandbox knows it: what INIT said, which segments came, what became of it.
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
    int appends = 0;        // how often it was sent and taken
    bool assembled = false; // its bytes are in the assembled file, its own file is gone
};

struct SubtitleTrack
{
    QString mediaId;
    QString language; // two capitals
    QString name;
};

struct Media
{
    QString id;
    QString key; // e.g. "7_1880028106020515840"
    QString user;
    QString type;
    QString category; // as told; may be empty
    QString form;     // "resource", "command" or "upload"
    qint64 totalBytes = 0;
    qint64 createdMs = 0;   // epoch
    qint64 expiresMs = 0;   // epoch
    qint64 finalizedMs = 0; // epoch, 0: not yet
    QMap<int, Segment> segments;
    ProcessingScript script; // of a finalized one
    ContentVerdict verdict;  // on the content of a finalized one
    QString sniffed;         // type that the first bytes show; may be empty
    QByteArray sha256;       // hexadecimal, empty until assembled
    QString altText;
    QList<SubtitleTrack> subtitles;

    MediaKind kind() const { return mediaRules::kindOf(type, category); }
    bool finalized() const { return finalizedMs != 0; }
    bool expired(qint64 nowMs) const { return nowMs >= expiresMs; }
    // X processes media only when INIT named a category (the guide, step 3).
    bool processed() const
    {
        return !category.isEmpty() && mediaRules::isProcessed(kind()) && !script.none();
    }
    // X's rules for a film or a loop on a Post apply to its content.
    bool hasContentRules() const;
    // The step of processing that it is in; only for finalized and processed media.
    ProcessingStep step(qint64 nowMs) const;
    bool ready(qint64 nowMs) const;
    qint64 receivedBytes() const;
    bool hasGaps() const; // its indexes are not 0…n-1
    // All is there that FINALIZE needs.
    bool isWhole() const { return !finalized() && !hasGaps() && receivedBytes() == totalBytes; }
    // Name of its state for the inspection: uploading, processing, ready, failed, expired.
    QString stateName(qint64 nowMs) const;

    QJsonObject line() const;                 // the journal's line, without segments
    QJsonObject segmentLine(int index) const; // the journal's line of one segment
    static Media fromLine(const QJsonObject &line);
};

} // namespace postreel::sandbox
