#include "app/engine/engine_media.h"

#include "app/engine/engine_thread.h"

namespace postreel {

EngineMedia::EngineMedia(EngineThread *thread) : m_thread(thread) {}

void EngineMedia::copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done)
{
    m_thread->onCore([from, told = m_thread->backTo<qint64>(context, std::move(soFar)),
            answer = m_thread->backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
                core.copies().copy(from, told, answer);
            });
}

void EngineMedia::stopCopying(const QUrl &from) { m_thread->onCore([from](EngineCore &core) { core.copies().stop(from); }); }

void EngineMedia::setAltText(const QString &uploadId, const QString &text)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().media.setAltText(uploadId, text); });
}

void EngineMedia::detach(const QString &uploadId) { m_thread->onCore([=](EngineCore &core) { core.posts().changer.remove(uploadId); }); }

void EngineMedia::findFile(const QString &uploadId, const QString &path, QObject *context, Callback<Result<Done>> done)
{
    m_thread->onCore([uploadId, path, answer = m_thread->backTo<Result<Done>>(context, std::move(done))](EngineCore &core) {
        core.posts().media.findFile(uploadId, path, answer);
    });
}

void EngineMedia::showThumbnails(const QStringList &uploadIds)
{
    m_thread->onCore([=](EngineCore &core) { core.showThumbnails(uploadIds); });
}

void EngineMedia::filmFacts(const QString &uploadId, QObject *context, Callback<Result<FilmFacts>> done)
{
    m_thread->onCore([uploadId, answer = m_thread->backTo<Result<FilmFacts>>(context, std::move(done))](EngineCore &core) {
        core.posts().films.facts(uploadId, answer);
    });
}

void EngineMedia::filmstrip(const QString &uploadId, int count, int heightPx, QObject *context,
                       Callback<FilmstripFrame> each, Callback<Result<Done>> done)
{
    QObject *viewer = m_thread->standIn(context); // pending work is dropped when it is destroyed
    m_thread->onCore([uploadId, count, heightPx, viewer, eachBack = m_thread->backTo<FilmstripFrame>(context, std::move(each)),
            doneBack = m_thread->backTo<Result<Done>>(context, std::move(done))](EngineCore &core) {
        viewer->setParent(&core);
        core.posts().films.filmstrip(uploadId, count, heightPx, viewer, eachBack, doneBack);
    });
}

void EngineMedia::frameAt(const QString &uploadId, qint64 atMs, QObject *context, Callback<Result<QString>> done)
{
    m_thread->onCore([=, answer = m_thread->backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().films.frameAt(uploadId, atMs, answer);
    });
}

void EngineMedia::setTrim(const QString &uploadId, qint64 startMs, qint64 endMs)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().films.setTrim(uploadId, startMs, endMs); });
}

void EngineMedia::setSound(const QString &uploadId, int stream)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().films.setSound(uploadId, stream); });
}

void EngineMedia::setCover(const QString &uploadId, qint64 atMs)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().films.setCover(uploadId, atMs); });
}

void EngineMedia::check(const QStringList &files, const QStringList &subtitles, const QString &accountKey, QObject *context,
                   Callback<QVector<FileVerdict>> done)
{
    m_thread->onCore([=, answer = m_thread->backTo<QVector<FileVerdict>>(context, std::move(done))](EngineCore &core) {
        core.checkFiles(files, subtitles, accountKey, answer);
    });
}

void EngineMedia::sendAnyway(const QString &uploadId)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().media.sendAnyway(uploadId); });
}

void EngineMedia::fix(const QString &uploadId) { m_thread->onCore([=](EngineCore &core) { core.posts().media.fix(uploadId); }); }

void EngineMedia::stopFixing(const QString &uploadId)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().media.stopFixing(uploadId); });
}

void EngineMedia::setDeadline(const QString &uploadId, qint64 atMs)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().media.setDeadline(uploadId, atMs); });
}

void EngineMedia::setFixByItself(bool fix) { m_thread->onCore([=](EngineCore &core) { core.posts().media.setFixByItself(fix); }); }

void EngineMedia::addSubtitles(const QString &uploadId, const QString &file, const QString &language,
                          QObject *context, Callback<Result<QString>> done)
{
    m_thread->onCore([=, answer = m_thread->backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().adder.addSubtitles(uploadId, {file, language}, answer);
    });
}

void EngineMedia::setTitle(const QString &uploadId, const QString &title, const QString &description)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().media.setTitle(uploadId, title, description); });
}

} // namespace postreel
