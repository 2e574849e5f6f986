// A folder of its own for each test: the profile and the videos in it.
// Invariant: what freshFolder() made is gone with the next one, or with the object.
#pragma once

#include "tests/engine/engine_session.h"

#include <QTemporaryDir>

namespace postreel::testing {

class EngineGround
{
protected:
    void freshFolder() { m_folder = std::make_unique<QTemporaryDir>(); }
    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString profile() const { return m_folder->filePath(QStringLiteral("profile")); }
    QString video(const char *name, qint64 bytes, quint32 seed = 1) const
    {
        return writeVideo(file(QString::fromLatin1(name)), bytes, seed);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace postreel::testing
