// Opens "Trim and cover" for a video and sends what was chosen to the engine.
// Invariant: one dialog at a time; only changes are sent to the engine.
#pragma once

#include "app/engine/engine.h"

#include <QObject>
#include <QPointer>

namespace postreel {

class MessageArea;
class PictureCache;
class TrimDialog;

class TrimController : public QObject
{
    Q_OBJECT
public:
    // `messages`: says why a video cannot be trimmed.
    TrimController(Engine &engine, PictureCache &pictures, MessageArea &messages, QObject *parent);

    // Opens the dialog over `window` once the engine has inspected the file.
    void open(const UploadView &video, QWidget *window);

private:
    static QString lengthUnknownText(const UploadView &video);
    void show(const UploadView &video, const FilmFacts &facts, QWidget *window);
    void feed(TrimDialog *dialog, const QString &uploadId);

    Engine &m_engine;
    PictureCache &m_pictures;
    MessageArea &m_messages;
    QPointer<TrimDialog> m_dialog;
    bool m_looking = false;
};

} // namespace postreel
