#include "ui/window/trim/trim_controller.h"

#include "ui/error_context.h"
#include "ui/shown_words.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/trim/filmstrip.h"
#include "ui/window/trim/trim_dialog.h"

#include <algorithm>

namespace postreel {

namespace {

// Known only for a file that is sent as it is.
bool onlyItsLengthIsWrong(const UploadView &video)
{
    return !video.fixed && video.verdict != Verdict::Unknown
        && std::all_of(video.problems.cbegin(), video.problems.cend(), [](const Problem &problem) {
               return problem.field == QLatin1String("duration") || problem.field == QLatin1String("bytes");
           });
}

} // namespace

// The advice must change the file: converting an MP4 to MP4 would not help.
QString TrimController::lengthUnknownText(const UploadView &video)
{
    const QString what = tr("Postreel cannot tell how long %1 is, so it cannot be trimmed.").arg(shownName(video.file));
    const QString advice = video.facts.mediaType == QLatin1String("video/mp4")
                               ? tr("Export it again with another program, then add it again.")
                               : tr("Convert it to MP4, then add it again.");
    return joined(what, advice);
}

TrimController::TrimController(Engine &engine, PictureCache &pictures, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_pictures(pictures), m_messages(messages)
{
}

void TrimController::open(const UploadView &video, QWidget *window)
{
    if (m_looking || m_dialog)
        return;
    m_looking = true;
    m_engine.media().filmFacts(video.id, this, [this, video, over = QPointer(window)](const Result<FilmFacts> &facts) {
        m_looking = false;
        if (!facts)
            m_messages.addError(Severity::Warning, facts.error(), video.file);
        else if (facts->durationMs <= 0)
            m_messages.offerToAdd(*m_messages.addMessage(Severity::Warning, lengthUnknownText(video)));
        else if (over)
            show(video, *facts, over);
    });
}

void TrimController::show(const UploadView &video, const FilmFacts &facts, QWidget *window)
{
    m_dialog = new TrimDialog({.file = video.file,
                               .facts = facts,
                               .startMs = video.trimStartMs,
                               .endMs = video.trimEndMs,
                               .coverMs = video.coverMs,
                               .onlyLengthWrong = onlyItsLengthIsWrong(video)},
                              m_pictures, window);
    feed(m_dialog, video.id);
    connect(m_dialog, &TrimDialog::accepted, this, [this, dialog = m_dialog.data(), video] {
        if (dialog->coverMs() != video.coverMs)
            m_engine.media().setCover(video.id, dialog->coverMs());
        if (dialog->startMs() != video.trimStartMs || dialog->endMs() != video.trimEndMs)
            m_engine.media().setTrim(video.id, dialog->startMs(), dialog->endMs());
    });
    m_dialog->open();
}

void TrimController::feed(TrimDialog *dialog, const QString &uploadId)
{
    m_engine.media().filmstrip(
        uploadId, Filmstrip::frameCount, Filmstrip::framePixels, dialog,
        [dialog](const FilmstripFrame &frame) { dialog->addFrame(frame); },
        [dialog](const Result<Done> &end) { dialog->stripEnded(end); });
    connect(dialog, &TrimDialog::momentRequested, this, [this, dialog, uploadId](qint64 atMs) {
        m_engine.media().frameAt(uploadId, atMs, dialog,
                         [dialog, atMs](const Result<QString> &file) { dialog->showFrame(atMs, file); });
    });
}

} // namespace postreel
