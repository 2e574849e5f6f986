// What happens while no record can be written, on a full disk or under another program's lock: told once, then a record is
// tried until the disk takes one, and what waited for that goes on.
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
    // `write` writes any record; false: it was not taken.
    explicit StorageRetry(std::function<bool()> write, int everyMs = 3000);

    // A record was not written, so the step that it stands for was not taken.
    void onNotSaved(const Error &error);
    // Done as soon as records can be written again, after recovered().
    void onceWritable(std::function<void()> step) { m_steps.append(std::move(step)); }
    Error error() const { return m_error; } // no kind: records can be written

Q_SIGNALS:
    void failed(const postreel::Error &error); // once, until recovered()
    void recovered();

private:
    void tryAgain();

    const std::function<bool()> m_write;
    QTimer m_timer; // runs while the records cannot be written
    QVector<std::function<void()>> m_steps;
    Error m_error;
};

} // namespace postreel
