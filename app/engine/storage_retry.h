// Handles a database that cannot be written (full disk, lock of another program): reports it once, retries a write
// until it succeeds, then resumes what waited for that.
#pragma once

#include "app/base/error.h"

#include <QObject>
#include <QTimer>
#include <QVector>
#include <functional>

namespace postreel {

class StorageRetry final : public QObject
{
    Q_OBJECT
public:
    // `write` tries to write any record and returns whether that worked.
    explicit StorageRetry(std::function<bool()> write, int everyMs = 3000);

    // Call it when a record was not written and its step therefore not carried out.
    void onNotSaved(const Error &error);
    // Calls `step` once records can be written again, after recovered().
    void onceWritable(std::function<void()> step) { m_steps.append(std::move(step)); }
    Error error() const { return m_error; } // ErrorKind::None: records can be written

Q_SIGNALS:
    void failed(const postreel::Error &error); // emitted once until recovered()
    void recovered();

private:
    void tryAgain();

    const std::function<bool()> m_write;
    QTimer m_timer; // active while records cannot be written
    QVector<std::function<void()>> m_steps;
    Error m_error;
};

} // namespace postreel
