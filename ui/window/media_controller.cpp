#include "ui/window/media_controller.h"

#include "ui/error_text.h"
#include "ui/window/compose/composer.h"
#include "ui/window/trim/trim_controller.h"

namespace postreel {

MediaController::MediaController(Engine &engine, Composer &composer, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_composer(composer),
      m_trimController(new TrimController(engine, composer.pictures(), messages, this))
{
    EngineMedia *media = &m_engine.media();
    connect(&m_composer, &Composer::altTextChanged, media, &EngineMedia::setAltText);
    connect(&m_composer, &Composer::trimRequested, this, &MediaController::trim);
    connect(&m_composer, &Composer::soundRequested, media, &EngineMedia::setSound);
    connect(&m_composer, &Composer::titleChanged, media, &EngineMedia::setTitle);
    connect(&m_composer, &Composer::subtitlesAdded, this, &MediaController::addSubtitles);
    EngineRemovals *removals = &m_engine.removals();
    connect(&m_composer, &Composer::subtitlesShown, removals, &EngineRemovals::keepUndo); // the Undo bar is behind the dialog
    connect(&m_composer, &Composer::removeRequested, removals, &EngineRemovals::removeMedia);
    connectFixes();
}

void MediaController::connectFixes()
{
    EngineMedia *media = &m_engine.media();
    connect(&m_composer, &Composer::fixRequested, media, &EngineMedia::fix);
    connect(&m_composer, &Composer::stopFixingRequested, media, &EngineMedia::stopFixing);
    connect(&m_composer, &Composer::deadlineChosen, media, &EngineMedia::setDeadline);
    connect(&m_composer, &Composer::sendAnywayRequested, media, &EngineMedia::sendAnyway);
}

void MediaController::addSubtitles(const QString &uploadId, const QString &file, const QString &language)
{
    m_engine.media().addSubtitles(uploadId, file, language, this, [this, file](const Result<QString> &answer) {
        if (!answer.ok())
            m_composer.showSubtitleError(sentence(answer.error(), file));
    });
}

void MediaController::trim(const QString &uploadId)
{
    for (const UploadView &upload : m_composer.uploads())
        if (upload.id == uploadId)
            return m_trimController->open(upload, m_composer.window());
}

} // namespace postreel
