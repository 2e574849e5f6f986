#include "ui/window/compose/drop.h"

#include "app/engine/adding_error.h"
#include "ui/error_text.h"
#include "ui/shown_words.h"

#include <QCoreApplication>
#include <QDir>
#include <QStringDecoder>
#include <QSysInfo>

namespace postreel {

namespace {

class Drop
{
    Q_DECLARE_TR_FUNCTIONS(Drop)
};

// The local path; empty if the URL is outside this computer's file system.
QString localPath(const QUrl &url)
{
    if (!url.isLocalFile())
        return {};
    QUrl local = url;
    const QString host = local.host();
    if (host == QLatin1String("localhost") ||
        host.compare(QSysInfo::machineHostName(), Qt::CaseInsensitive) == 0)
        local.setHost({});
    return QDir::cleanPath(local.toLocalFile());
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decode(bytes);
    return !decode.hasError();
}

QString nameIn(const QUrl &url)
{
    return shownName(url.fileName().isEmpty() ? url.toDisplayString() : url.fileName());
}

QString noAddressText(const QUrl &url)
{
    return Drop::tr("%1 is not the address of a file. Drop the file itself from your file manager.").arg(nameIn(url));
}

} // namespace

DroppedFiles decodeUrls(const QList<QUrl> &urls)
{
    DroppedFiles plan;
    for (const QUrl &url : urls) {
        const QString path = localPath(url);
        // Qt replaces the invalid bytes; another file could have the resulting name.
        if (!path.isEmpty() && !isUtf8(QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()))) {
            plan.refusals << sentence(Error{.kind = ErrorKind::NameNotUtf8}, path);
            continue;
        }
        const bool named = url.isValid() && !url.scheme().isEmpty() && !url.isLocalFile();
        if (path.isEmpty() && named)
            plan.elsewhere << url;
        else if (path.isEmpty())
            plan.refusals << noAddressText(url);
        else if (!plan.files.contains(path))
            plan.files << path;
    }
    return plan;
}

QString remoteUrlText(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https") || scheme == QLatin1String("ftp"))
        //: %1 is a file name or web address
        return Drop::tr("%1 is on the web, and Postreel uploads files from this computer. Download it first, then add "
                        "the file.")
            .arg(nameIn(url));
    //: %2 is the kind of address, such as mtp
    return Drop::tr("%1 is on a device or server that cannot be read from here (%2). Copy it to this "
                    "computer first, then add the copy.")
        .arg(nameIn(url), scheme);
}

DroppedFiles usableFiles(const QStringList &files)
{
    DroppedFiles plan;
    for (const QString &file : files) {
        const Error error = addingError(file);
        if (error)
            plan.refusals << sentence(error, file);
        else
            plan.files << file;
    }
    return plan;
}

} // namespace postreel
