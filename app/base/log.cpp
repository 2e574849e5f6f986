#include "app/base/log.h"

#include "app/base/known_secrets.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMutex>
#include <QRegularExpression>
#include <cstdio>
#include <cstring>
#include <memory>

namespace postreel {

Q_LOGGING_CATEGORY(logStore, "postreel.store")
Q_LOGGING_CATEGORY(logMedia, "postreel.media")
Q_LOGGING_CATEGORY(logX, "postreel.x")
Q_LOGGING_CATEGORY(logAuth, "postreel.auth")
Q_LOGGING_CATEGORY(logUpload, "postreel.upload")
Q_LOGGING_CATEGORY(logPost, "postreel.post")
Q_LOGGING_CATEGORY(logEngine, "postreel.engine")
Q_LOGGING_CATEGORY(logSandbox, "postreel.sandbox")
Q_LOGGING_CATEGORY(logUi, "postreel.ui")

namespace {

// Patterns that a secret appears in; the first group is the text before it, which is kept.
const QVector<QRegularExpression> &secretShapes()
{
    const QString keys =
        QStringLiteral("(?:access_token|refresh_token|id_token|client_secret|code_verifier|code|token)");
    const auto shape = [](const QString &pattern) {
        return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
    };
    static const QVector<QRegularExpression> shapes{
        // a header
        shape(QStringLiteral(R"((\bAuthorization\W{1,8}(?:Bearer|Basic)\s+)[^\s"',]+)")),
        // its value alone; "a Bearer token" and "the Basic tier" are words of X and no secrets
        shape(QStringLiteral(R"((\b(?:Bearer|Basic)\s+)(?=[a-z._~+/=-]*[0-9]|[a-z._~+/=-]{20})[a-z0-9._~+/=-]+)")),
        // a JSON member, also one that was truncated
        shape(QStringLiteral(R"(("%1"\s*:\s*")(?:[^"\\]++|\\.)*+)").arg(keys)),
        // the same as qDebug() prints it, with its quotes escaped
        shape(QStringLiteral(R"((\\"%1\\"(?:\s|\\[nrt])*:(?:\s|\\[nrt])*\\")(?:[^"\\]++|\\\\(?:\\.)?)*+)").arg(keys)),
        // a field of a form or URL
        shape(QStringLiteral(R"(((?<![a-z0-9_])%1=)[^&\s"]+)").arg(keys)),
    };
    return shapes;
}

} // namespace

QString redact(const QString &text)
{
    // Half a surrogate pair makes a text invalid, and QRegularExpression finds nothing in an invalid text.
    QString clean = redactKnown(QString::fromUtf8(text.toUtf8()));
    for (const QRegularExpression &shape : secretShapes())
        clean.replace(shape, QStringLiteral("\\1[redacted]"));
    return clean;
}

namespace {

constexpr qint64 maxLogBytes = 1 << 20;
constexpr int keptLogs = 3;

struct LogFile
{
    QMutex mutex;
    QFile file;

    void rotate()
    {
        const QString path = file.fileName();
        file.close();
        for (int i = keptLogs; i > 0; --i) {
            const QString older = path % u'.' % QString::number(i);
            QFile::remove(older);
            QFile::rename(i == 1 ? path : path % u'.' % QString::number(i - 1), older);
        }
        open();
    }
    void open()
    {
        // A log that cannot be written must not stop the program; warnings then go to stderr.
        if (file.open(QIODevice::Append | QIODevice::Text))
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
};

LogFile &logFile()
{
    static LogFile instance;
    return instance;
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "";
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = (QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) % u' ' %
                             QLatin1String(levelName(type)) % u' ' % QLatin1String(context.category) %
                             u' ' % redact(message) % u'\n')
                                .toUtf8();
    LogFile &log = logFile();
    const QMutexLocker lock(&log.mutex);
    // stderr is for messages to the person who typed the command. Postreel's warnings go there only if they would be lost
    // otherwise; Qt's warnings about the desktop help nobody there.
    const bool grave = type == QtCriticalMsg || type == QtFatalMsg;
    const bool ours = context.category && std::strncmp(context.category, "postreel.", 9) == 0;
    if (grave || (type == QtWarningMsg && ours && !log.file.isOpen()))
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    if (!log.file.isOpen())
        return;
    log.file.write(line);
    log.file.flush();
    if (log.file.size() > maxLogBytes)
        log.rotate();
}

} // namespace

void installLog(const QString &folder)
{
    LogFile &log = logFile();
    {
        const QMutexLocker lock(&log.mutex);
        log.file.close();
        if (!folder.isEmpty()) {
            log.file.setFileName(QDir(folder).filePath(QStringLiteral("postreel.log")));
            log.open();
        }
    }
    qInstallMessageHandler(writeLine);
}

} // namespace postreel
