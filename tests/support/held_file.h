// A file whose open() blocks for everybody, as on a share that does not answer: this process holds a lease of it (Linux), which
// the kernel waits for.
// Invariant: it blocks until it is let go, or for 45 s (/proc/sys/fs/lease-break-time).
#pragma once

#include <QFile>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace postreel::testing {

class HeldFile
{
public:
    // The file is there, and nobody has it open.
    explicit HeldFile(const QString &path)
    {
        std::signal(SIGIO, SIG_IGN); // how the kernel asks for it
        m_descriptor = open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
        if (m_descriptor < 0 || fcntl(m_descriptor, F_SETLEASE, F_WRLCK) != 0)
            qFatal("no lease of %s", qPrintable(path));
    }
    ~HeldFile() { release(); }
    Q_DISABLE_COPY_MOVE(HeldFile)

    void release()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
        m_descriptor = -1;
    }

private:
    int m_descriptor;
};

} // namespace postreel::testing
