// A folder of its own for each test of an Uploader: the profile and the videos in it.
// Invariant: what freshFolder() made is gone with the next one, or with the object.
#pragma once

#include "tests/upload/upload_bench.h"

#include <QTemporaryDir>

namespace postreel::testing {

class UploadGround
{
protected:
    void freshFolder() { m_folder = std::make_unique<QTemporaryDir>(); }
    QString file(const QString &name) const { return m_folder->filePath(name); }
    // A video of so many chunks, the last one a little short.
    QString quarterMib(int segments) const
    {
        return writeVideo(file(QStringLiteral("film.mp4")), segments * chunk - 1000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace postreel::testing
