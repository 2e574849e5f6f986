// Handles drops from a phone, a server or the web: offers to copy the files here first, and imports the copies.
// Invariant: nothing is copied without the user's consent; every file of a drop ends as media or as a message. The copies
// belong to the draft that was open at the consent, which does not leave without them.
#pragma once

#include "app/engine/engine.h"
#include "ui/window/compose/file_importer.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QUrl>

namespace postreel {

class MessageArea;
class MessageBar;

class RemoteFilesController : public QObject
{
    Q_OBJECT
public:
    RemoteFilesController(Engine &engine, FileImporter &fileImporter, MessageArea &messages, QObject *parent);

private:
    void offer(const QList<QUrl> &urls, Purpose purpose);
    void copy(const QList<QUrl> &urls, Purpose purpose);
    void copyNext();
    void copying(const QUrl &url, qint64 bytes);
    void copied(const QUrl &url, const Result<QString> &file);
    void showNotCopied(const QUrl &url, const Error &error);

    struct Wanted
    {
        QUrl url;
        int drop; // see FileImporter::expect()
    };
    Engine &m_engine;
    FileImporter &m_fileImporter;
    MessageArea &m_messages;
    QList<Wanted> m_wanted; // the first one is being copied now
    QPointer<MessageBar> m_bar;
};

} // namespace postreel
