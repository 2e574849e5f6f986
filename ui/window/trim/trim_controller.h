// Opens "Trim and cover" for a video and carries to the engine what was chosen.
// Invariant: one dialog at a time; nothing that was not changed is told to the engine.
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
    // `messages`: where it is told that there is nothing to trim by.
    TrimController(Engine &engine, PictureCache &pictures, MessageArea &messages, QObject *parent);

    // Once the engine has looked at the file. `window`: of the dialog.
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
