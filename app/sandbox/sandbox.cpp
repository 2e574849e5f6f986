#include "app/sandbox/sandbox.h"

#include "app/sandbox/http_server.h"
#include "app/sandbox/sandbox_state.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QThread>
#include <QUrlQuery>

namespace postreel::sandbox {

namespace {

quint16 rememberedPort(const QString &folder)
{
    QFile file(folder % QStringLiteral("/port"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toUShort() : quint16(0);
}

void rememberPort(const QString &folder, quint16 port)
{
    QFile file(folder % QStringLiteral("/port"));
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::number(port));
}

} // namespace

Sandbox::Sandbox(const SandboxOptions &options, QObject *parent)
    : QObject(parent), m_options(options), m_pageKeys(options.clock ? *options.clock : m_systemClock)
{
}

Sandbox::~Sandbox() = default;

Result<Done> Sandbox::prepareFolder() const
{
    const QString folder = m_options.folder;
    if (folder.isEmpty() || !QDir().mkpath(folder) || !QFileInfo(folder).isWritable())
        return Error{.kind = ErrorKind::Storage,
                     .detail = tr("The sandbox cannot write to its folder \"%1\".").arg(folder),
                     .subject = folder};
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return Done{};
}

Result<QUrl> Sandbox::start()
{
    if (const Result<Done> ready = prepareFolder(); !ready)
        return ready.error();
    const Clock &clock = m_options.clock ? *m_options.clock : m_systemClock;
    m_world = std::make_unique<SandboxState>(m_options.folder, clock, m_options.probeLimitMs);
    if (!m_options.recordFile.isEmpty() && !m_world->log.recordTo(m_options.recordFile))
        return Error{.kind = ErrorKind::Storage,
                     .detail = tr("The sandbox cannot write to the record file \"%1\".").arg(m_options.recordFile),
                     .subject = m_options.recordFile};
    m_world->apply(m_options.spec);
    if (const Result<Done> loaded = m_world->load(); !loaded) {
        Error error = loaded.error();
        error.detail = tr("The sandbox cannot save its state (%1): free up space on the disk, then try again.").arg(error.detail);
        return error;
    }
    m_world->tokens.setClients(m_options.clients);
    m_world->tokens.acceptAnyAs(m_options.anyTokenUser);
    m_world->open = m_options.open;
    m_world->howToOpen = m_options.howToOpen;
    m_world->pageKeys = &m_pageKeys;
    m_server = std::make_unique<HttpServer>(*m_world);
    if (!m_options.tlsCertFile.isEmpty() || !m_options.tlsKeyFile.isEmpty())
        if (const Result<Done> tls = m_server->useTls(m_options.tlsCertFile, m_options.tlsKeyFile); !tls)
            return tls.error();
    if (const Result<Done> listening = listen(); !listening)
        return listening.error();
    m_world->base = QUrl((m_server->tls() ? QStringLiteral("https") : QStringLiteral("http")) %
                         QStringLiteral("://127.0.0.1:") % QString::number(m_server->serverPort()));
    m_base = m_world->base;
    return m_base;
}

Result<Done> Sandbox::listen()
{
    const quint16 last = m_options.port == 0 ? rememberedPort(m_options.folder) : m_options.port;
    bool listening = m_server->listen(QHostAddress::LocalHost, last);
    if (!listening && m_options.port == 0)
        listening = m_server->listen(QHostAddress::LocalHost, 0);
    if (!listening)
        return Error{
            .kind = ErrorKind::NotReached,
            .detail = tr("The sandbox cannot listen on port %1: %2.").arg(last).arg(m_server->errorString())};
    rememberPort(m_options.folder, m_server->serverPort());
    return Done{};
}

QUrl Sandbox::browserLink(const QUrl &link, PageKeys::Life life)
{
    if (m_base.isEmpty() || link.scheme() != m_base.scheme() || link.authority() != m_base.authority())
        return link;
    QUrl opening = link;
    QUrlQuery query(link);
    query.addQueryItem(QStringLiteral("key"), QString::fromLatin1(m_pageKeys.newKey(life)));
    opening.setQuery(query);
    return opening;
}

void Sandbox::onOwnThread(const std::function<void()> &work)
{
    if (QThread::currentThread() == thread())
        work();
    else
        QMetaObject::invokeMethod(this, work, Qt::BlockingQueuedConnection);
}

void Sandbox::addToken(const QByteArray &token, const QString &userName)
{
    addToken(token, userName, SandboxTokens::allScopes(), 0);
}

void Sandbox::addToken(const QByteArray &token, const QString &userName, const QStringList &scopes,
                       qint64 expiresMs)
{
    onOwnThread([&] {
        if (m_world)
            m_world->tokens.addToken(token, userName, scopes, expiresMs);
    });
}

void Sandbox::apply(const SandboxSpec &spec)
{
    onOwnThread([&] {
        m_options.spec = spec;
        if (m_world)
            m_world->apply(spec);
    });
}

} // namespace postreel::sandbox
