// Writes lines to a file, a FIFO, standard output or standard error, on a thread of its own.
// Invariant: write() never blocks and never fails for the caller, so a reader that stalls or goes away stops
// nothing; what cannot be delivered is dropped.
#pragma once

#include <QByteArray>
#include <QString>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace postreel {

class OutputWriter
{
public:
    // Opens `target`; "-" is standard output. A regular file is truncated; a FIFO waits for its reader in the
    // background. Null if it cannot be opened: `why` is then the system's reason.
    static std::unique_ptr<OutputWriter> open(const QString &target, QString *why);
    static std::unique_ptr<OutputWriter> standardError();
    ~OutputWriter();

    void write(const QByteArray &bytes);
    // Waits up to about 2 s for queued lines to be written, then ends the thread. Returns the system's reason
    // if something could not be written; a reader that went away is not an error.
    QString finish();
    // After finish(): the thread hangs in a write, e.g. to a disk that does not respond. The object must then
    // be leaked, and the process must end without returning from main().
    bool isStuck() const { return m_stuck; }

private:
    explicit OutputWriter(int descriptor, bool owned, QByteArray fifo);
    void work();
    void writeLines();
    void endThread();
    bool waitForReader();
    bool writeAll(const QByteArray &bytes);
    bool abandoned();

    int m_descriptor; // -1: the FIFO has no reader yet
    const bool m_owned;
    const QByteArray m_fifo; // path of the FIFO; empty if it is open or no FIFO
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_queue;
    qsizetype m_queuedBytes = 0;
    bool m_writing = false;  // the thread is writing a line
    bool m_gone = false;     // the reader went away; nothing more is queued
    bool m_closing = false;  // end when the queue is empty
    bool m_abandoned = false; // end now
    bool m_threadEnds = false; // the thread no longer uses this object
    bool m_stuck = false;
    QString m_lost;          // the system's reason for a failed write
    std::thread m_thread;
};

} // namespace postreel
