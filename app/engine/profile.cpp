#include "app/engine/profile.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace postreel {

void makeProfileFolder(const QString &path)
{
    static const QStringList own{QStringLiteral("lock"),        QStringLiteral("running"),
                                 QStringLiteral("logs"),        QStringLiteral("cache"),
                                 QStringLiteral("sandbox"),     QStringLiteral("pasted"), QStringLiteral("copied"),
                                 QStringLiteral("settings.ini")};
    const QStringList held = QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const bool ours = std::all_of(held.cbegin(), held.cend(), [](const QString &name) {
        return own.contains(name) || name.startsWith(QLatin1String("postreel.sqlite"));
    });
    QDir().mkpath(path);
    if (ours)
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace postreel
