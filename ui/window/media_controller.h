// Carries to the engine what the composer asks for the media of its draft: alt text, cuts, tracks, fixes, removal.
#pragma once

#include "app/engine/engine.h"

#include <QObject>

namespace postreel {

class Composer;
class MessageArea;
class TrimController;

class MediaController : public QObject
{
    Q_OBJECT
public:
    // `messages`: shows errors. All must outlive it.
    MediaController(Engine &engine, Composer &composer, MessageArea &messages, QObject *parent);

private:
    void connectFixes();
    void addSubtitles(const QString &uploadId, const QString &file, const QString &language);
    void trim(const QString &uploadId);

    Engine &m_engine;
    Composer &m_composer;
    TrimController *m_trimController;
};

} // namespace postreel
