#include "ui/window/diagnostics.h"

#include "app/base/log.h"
#include "ui/window/queue/queue_model.h"

#include <QApplication>
#include <QFile>
#include <QMap>
#include <QProxyStyle>
#include <QSysInfo>

namespace postreel {

namespace {

constexpr qint64 logTailBytes = 32 * 1024;

QString logTail(const QString &logFile)
{
    QFile file(logFile);
    if (logFile.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    file.seek(qMax<qint64>(0, file.size() - logTailBytes));
    return QString::fromUtf8(file.read(logTailBytes));
}

void count(QMap<QString, int> &counts, const QString &what)
{
    ++counts[what];
}

// The program's own style is a proxy over the desktop's style.
QString styleName()
{
    const QStyle *style = QApplication::style();
    const auto *over = qobject_cast<const QProxyStyle *>(style);
    return (over ? over->baseStyle() : style)->name();
}

} // namespace

QString diagnosticsText(const QueueModel &posts, const QString &logFile)
{
    QStringList lines{
        QStringLiteral("Postreel " POSTREEL_VERSION ", Qt %1, %2")
            .arg(QLatin1String(qVersion()), QSysInfo::prettyProductName()),
        QStringLiteral("Platform %1, style %2, locale %3")
            .arg(QGuiApplication::platformName(), styleName(), QLocale().name()),
    };
    QMap<QString, int> counts;
    for (int row = 0; row < posts.rowCount(); ++row) {
        const PostView &post = posts.postAt(row);
        count(counts, QStringLiteral("Post ") % nameOf(post.state) % u' ' % nameOf(post.error.kind));
        for (const UploadView &upload : post.uploads)
            count(counts, QStringLiteral("Upload ") % nameOf(upload.state) % u' ' %
                              nameOf(upload.error.kind) % u' ' % upload.facts.mediaType);
    }
    for (auto entry = counts.constBegin(); entry != counts.constEnd(); ++entry)
        lines << entry.key() % QStringLiteral(": ") % QString::number(entry.value());
    lines << QString() << logTail(logFile);
    return redact(lines.join(u'\n'));
}

} // namespace postreel
