// The exact bytes of a segment, and the threads that read them.
// Invariant: a range is either whole and of the file that was fingerprinted, or an error; never short bytes.
#pragma once

#include "app/base/queued_calls.h"
#include "app/base/result.h"
#include "app/store/records.h"

#include <QObject>
#include <QVector>
#include <functional>
#include <memory>
#include <optional>

namespace postreel {

// The bytes [offset, offset + length) of the file, which must lie within expected.size, in pieces of readPieceBytes
// and a last one that may be smaller: pieces of one size are taken from memory again as the sent ones are freed, while
// whole segments were mapped and cleared by the system each time, a tenth of all the work of an upload.
// Blocks; for worker threads. Errors, with the file name as subject:
//   FileChanged  size or time of modification are not those expected, before or after reading
//   FileAway     the file, or its whole card or share, is gone
//   Unreadable   no permission, or the medium fails
//   Usage        the range does not lie within the file
inline constexpr qint64 readPieceBytes = 256 * 1024;
Result<QVector<QByteArray>> readRange(const QString &path, const Fingerprint &expected, qint64 offset, qint64 length);

// Runs blocking file work on threads of its own. Files on one volume (told by the first folders of the
// path, without touching it) share at most two threads, so a stalled share holds up its own files alone.
// Invariant: destruction takes at most half a second; a read that is stuck in the kernel is left behind.
class FileReads
{
public:
    FileReads();
    ~FileReads(); // what has not begun is dropped
    Q_DISABLE_COPY_MOVE(FileReads)

    // Runs `work` on a worker thread, then `done` with its result on the calling thread, from the event
    // loop; all calls, all contexts and the end of this object belong to one thread. `done` is never called
    // once `context` or this object is gone. Answers may come in another order than the calls.
    template <typename R>
    void run(const QString &path, QObject *context, std::function<R()> work, std::function<void(R)> done)
    {
        enqueue(path, context, [work = std::move(work), done = std::move(done)]() -> Delivery {
            return [done, result = work()] { done(result); };
        });
    }

private:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>;
    struct Shared;

    void enqueue(const QString &path, QObject *context, Job job);
    std::optional<QueuedCalls> m_answers; // made by the first call, on its thread
    std::shared_ptr<Shared> m_shared;     // outlives this object for as long as a worker is stuck
};

// The name of the volume that a path lies on, as far as its text tells.
QString volumeOf(const QString &path);

} // namespace postreel
