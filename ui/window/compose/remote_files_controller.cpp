#include "ui/window/compose/remote_files_controller.h"

#include "ui/quantities.h"
#include "ui/shown_words.h"
#include "ui/window/compose/drop.h"
#include "ui/window/parts/message_area.h"

namespace postreel {

namespace {

// A message that suggests adding a copy; empty: the error's own text says more.
QString whyNotCopied(const QUrl &url, const Error &error)
{
    const QString name = shownName(url.fileName());
    const QString said = shownWords(error.detail);
    if (!said.isEmpty())
        //: %1 is a file name, %2 the words of the program that copied
        return RemoteFilesController::tr("%1 could not be copied: %2 Copy it with your file manager, then add the copy.")
            .arg(name, said);
    if (error.kind == ErrorKind::NotReached) // the text of this kind is about X, which is not involved
        //: %1 is a file name
        return RemoteFilesController::tr("%1 could not be copied. Copy it with your file manager, then add the copy.").arg(name);
    return {};
}

} // namespace

RemoteFilesController::RemoteFilesController(Engine &engine, FileImporter &fileImporter, MessageArea &messages, QObject *parent)
    : QObject(parent), m_engine(engine), m_fileImporter(fileImporter), m_messages(messages)
{
    connect(&m_fileImporter, &FileImporter::remoteUrlsFound, this, &RemoteFilesController::offer);
}

void RemoteFilesController::offer(const QList<QUrl> &urls, Purpose purpose)
{
    QStringList sentences;
    for (const QUrl &url : urls)
        sentences << remoteUrlText(url);
    MessageBar *bar = m_messages.addMessages(Severity::Warning, sentences);
    if (m_engine.status().canCopyRemote)
        bar->addAction(tr("Copy here first"), this, [this, urls, purpose] { copy(urls, purpose); });
    else if (bar)
        m_messages.offerToAdd(*bar);
}

void RemoteFilesController::copy(const QList<QUrl> &urls, Purpose purpose)
{
    const bool idle = m_wanted.isEmpty();
    const int drop = m_fileImporter.expect(static_cast<int>(urls.size()), purpose);
    for (const QUrl &url : urls)
        m_wanted.append({url, drop});
    if (idle)
        copyNext();
}

void RemoteFilesController::copyNext()
{
    if (m_wanted.isEmpty())
        return;
    const QUrl url = m_wanted.first().url;
    //: %1 is a file name
    m_bar = m_messages.addMessage(Severity::Active, tr("Copying %1 to this computer…").arg(shownName(url.fileName())));
    m_bar->addAction(tr("Stop"), this, [this, url] { m_engine.media().stopCopying(url); });
    m_engine.media().copyHere(
        url, this, [this, url](qint64 bytes) { copying(url, bytes); },
        [this, url](const Result<QString> &file) { copied(url, file); });
}

void RemoteFilesController::copying(const QUrl &url, qint64 bytes)
{
    if (m_bar && !m_wanted.isEmpty() && m_wanted.first().url == url)
        //: %1 is a file name, %2 how much of it is copied, such as 12.3 MB
        m_bar->setText(tr("Copying %1 to this computer: %2 so far…").arg(shownName(url.fileName()), bytesText(bytes)));
}

void RemoteFilesController::copied(const QUrl &url, const Result<QString> &file)
{
    if (m_bar)
        m_bar->dismiss();
    const Wanted done = m_wanted.takeFirst();
    if (!file && file.error().kind != ErrorKind::Aborted)
        showNotCopied(url, file.error());
    m_fileImporter.takeExpected(done.drop, file ? *file : QString());
    copyNext();
}

void RemoteFilesController::showNotCopied(const QUrl &url, const Error &error)
{
    if (const QString words = whyNotCopied(url, error); !words.isEmpty())
        m_messages.offerToAdd(*m_messages.addMessage(Severity::Warning, words));
    else
        m_messages.addError(Severity::Warning, error, url.fileName());
}

} // namespace postreel
