#include "ui/cli/output_writer.h"

#include <QtGlobal>
#ifdef Q_OS_WIN

#include <QFile>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>

namespace postreel {

namespace {
constexpr auto threadTimeout = std::chrono::milliseconds(2500);
}

std::unique_ptr<OutputWriter> OutputWriter::open(const QString &target, QString *why)
{
    if (target == QLatin1String("-"))
        return std::unique_ptr<OutputWriter>(new OutputWriter(1, false, {}));
    const int descriptor = ::_wopen(reinterpret_cast<const wchar_t *>(target.utf16()),
                                    _O_WRONLY | _O_CREAT | _O_TRUNC | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
    if (descriptor < 0) {
        *why = QString::fromLocal8Bit(std::strerror(errno));
        return nullptr;
    }
    return std::unique_ptr<OutputWriter>(new OutputWriter(descriptor, true, {}));
}

std::unique_ptr<OutputWriter> OutputWriter::standardError()
{
    return std::unique_ptr<OutputWriter>(new OutputWriter(2, false, {}));
}

OutputWriter::OutputWriter(int descriptor, bool owned, QByteArray fifo)
    : m_descriptor(descriptor), m_owned(owned), m_fifo(std::move(fifo)), m_thread([this] { work(); })
{
}

OutputWriter::~OutputWriter()
{
    finish();
    if (m_owned)
        ::_close(m_descriptor);
}

QString OutputWriter::finish()
{
    if (!m_thread.joinable())
        return m_lost;
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_changed.notify_all();
    endThread();
    return m_stuck ? QString() : m_lost;
}

void OutputWriter::write(const QByteArray &bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_gone)
            return;
        m_queue.push_back(bytes);
    }
    m_changed.notify_all();
}

void OutputWriter::endThread()
{
    {
        std::unique_lock lock(m_mutex);
        m_stuck = !m_changed.wait_for(lock, threadTimeout, [this] { return m_threadEnds; });
    }
    m_stuck ? m_thread.detach() : m_thread.join();
}

void OutputWriter::work()
{
    writeLines();
    const std::lock_guard lock(m_mutex);
    m_threadEnds = true;
    m_changed.notify_all();
}

void OutputWriter::writeLines()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_queue.empty() || m_closing; });
        if (m_queue.empty())
            return;
        const QByteArray bytes = m_queue.front();
        m_queue.pop_front();
        lock.unlock();
        const bool written = writeAll(bytes);
        lock.lock();
        m_gone = m_gone || !written;
    }
}

bool OutputWriter::writeAll(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const int written = ::_write(m_descriptor, bytes.constData() + done, static_cast<unsigned>(bytes.size() - done));
        if (written <= 0) {
            if (errno != EPIPE)
                m_lost = QString::fromLocal8Bit(std::strerror(errno));
            return false;
        }
        done += written;
    }
    return true;
}

} // namespace postreel

#endif
