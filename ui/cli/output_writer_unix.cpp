#include "ui/cli/output_writer.h"

#include <QtGlobal>
#ifdef Q_OS_UNIX

#include <QFile>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace postreel {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype maxQueuedBytes = 64 << 20; // a reader that is this far behind is not reading
constexpr auto timeout = 2s;
constexpr auto threadTimeout = 500ms;
constexpr int pollMs = 50; // how soon the thread notices that it should end

} // namespace

std::unique_ptr<OutputWriter> OutputWriter::open(const QString &target, QString *why)
{
    if (target == QLatin1String("-"))
        return std::unique_ptr<OutputWriter>(new OutputWriter(STDOUT_FILENO, false, {}));
    const QByteArray path = QFile::encodeName(target);
    struct stat info = {};
    const bool isFifo = ::stat(path.constData(), &info) == 0 && S_ISFIFO(info.st_mode);
    // Opening a FIFO for writing blocks until it has a reader, unless O_NONBLOCK is set.
    const int flags = O_WRONLY | O_CLOEXEC | (isFifo ? O_NONBLOCK : O_CREAT | O_TRUNC);
    const int descriptor = ::open(path.constData(), flags, 0600);
    if (descriptor < 0 && !(isFifo && errno == ENXIO)) {
        *why = QString::fromLocal8Bit(std::strerror(errno));
        return nullptr;
    }
    return std::unique_ptr<OutputWriter>(new OutputWriter(descriptor, true, descriptor < 0 ? path : QByteArray()));
}

std::unique_ptr<OutputWriter> OutputWriter::standardError()
{
    return std::unique_ptr<OutputWriter>(new OutputWriter(STDERR_FILENO, false, {}));
}

OutputWriter::OutputWriter(int descriptor, bool owned, QByteArray fifo)
    : m_descriptor(descriptor), m_owned(owned), m_fifo(std::move(fifo)), m_thread([this] { work(); })
{
}

OutputWriter::~OutputWriter()
{
    finish();
    if (m_owned && m_descriptor >= 0)
        ::close(m_descriptor);
}

QString OutputWriter::finish()
{
    if (!m_thread.joinable())
        return m_lost;
    {
        std::unique_lock lock(m_mutex);
        m_closing = true;
        m_changed.notify_all();
        m_changed.wait_for(lock, timeout, [this] { return m_gone || (m_queue.empty() && !m_writing); });
        m_abandoned = true;
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
        m_queuedBytes += bytes.size();
        if (m_queuedBytes > maxQueuedBytes) {
            m_gone = true;
            m_queue.clear();
            return;
        }
        m_queue.push_back(bytes);
    }
    m_changed.notify_all();
}

bool OutputWriter::abandoned()
{
    const std::lock_guard lock(m_mutex);
    return m_abandoned;
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
    bool readable = waitForReader();
    for (;;) {
        QByteArray bytes;
        {
            std::unique_lock lock(m_mutex);
            m_writing = false;
            if (!readable) {
                m_gone = true;
                m_queue.clear();
            }
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return !m_queue.empty() || m_closing; });
            if (m_queue.empty())
                return;
            bytes = m_queue.front();
            m_queue.pop_front();
            m_queuedBytes -= bytes.size();
            m_writing = true;
        }
        readable = writeAll(bytes);
    }
}

bool OutputWriter::waitForReader()
{
    while (m_descriptor < 0) {
        m_descriptor = ::open(m_fifo.constData(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
        if (m_descriptor >= 0)
            break;
        if (errno != ENXIO && errno != EINTR)
            return false;
        // A FIFO does not signal the arrival of a reader, so it is polled; finish() ends the wait.
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, std::chrono::milliseconds(pollMs), [this] { return m_abandoned; }))
            return false;
    }
    return true;
}

bool OutputWriter::writeAll(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        pollfd wanted{m_descriptor, POLLOUT, 0};
        const int ready = ::poll(&wanted, 1, pollMs);
        if (abandoned())
            return false;
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        // At most PIPE_BUF: poll() guarantees only that much without blocking.
        const auto count = std::min<qsizetype>(bytes.size() - done, PIPE_BUF);
        const ssize_t written = ::write(m_descriptor, bytes.constData() + done, static_cast<size_t>(count));
        if (written >= 0) {
            done += written;
        } else if (errno != EINTR && errno != EAGAIN) {
            if (errno != EPIPE)
                m_lost = QString::fromLocal8Bit(std::strerror(errno));
            return false;
        }
    }
    return true;
}

} // namespace postreel

#endif
