// Where lines go: events into a file, a FIFO or standard output, words to standard output and standard error. Written on a
// thread of its own.
// Invariant: write() never blocks and never fails for the caller, so a reader that stalls or goes away
// stops nothing; what the reader can no longer get is dropped.
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
    // Opens `target`, "-" for standard output; a file is made again, a FIFO waits for its reader in the
    // background. Null when it cannot be opened: `why` is then the system's reason.
    static std::unique_ptr<OutputWriter> open(const QString &target, QString *why);
    static std::unique_ptr<OutputWriter> standardError();
    ~OutputWriter();

    void write(const QByteArray &bytes);
    // Gives a slow reader up to 2 s for what is still to be written, and ends. Answers the system's reason
    // when something could not be written; a reader that went away is none.
    QString finish();
    // After finish(): its thread hangs in a write, to a disk that does not answer, say. Then this object is left as it is,
    // and the process leaves without returning from main().
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
    const QByteArray m_fifo; // its path while it has no reader
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_queue;
    qsizetype m_queuedBytes = 0;
    bool m_writing = false;  // the thread holds a line that is not out yet
    bool m_gone = false;     // the reader is; nothing more is queued
    bool m_closing = false;  // leave when the queue is empty
    bool m_abandoned = false; // leave now
    bool m_threadEnds = false; // it uses this object no more
    bool m_stuck = false;
    QString m_lost;          // why something could not be written
    std::thread m_thread;
};

} // namespace postreel
