// One fix after another on this thread, and what ffmpeg makes of the results.
// Invariant: a fix() that is waited for has ended, one way or the other.
#pragma once

#include "app/media/fix/fix_queue.h"
#include "tests/support/film_kinds.h"
#include "tests/support/test_timeout.h"

#include <QCryptographicHash>
#include <QTest>

namespace postreel::testing {

class FixBench
{
public:
    static constexpr int timeoutMs = 10 * testing::timeoutMs; // large files, encoded beside a whole test run

    explicit FixBench(const QString &folder, const FixQueue::FreeBytes &freeBytes = FixQueue::freeBytesOf)
        : m_folder(folder), fixQueue(folder, m_reads, freeBytes)
    {
    }

    // The fixed file.
    Result<QString> fix(const FixQueue::Order &order)
    {
        begin(order);
        wait();
        return *result;
    }
    Result<QString> fix(const QString &file, const FixRequest &request = {})
    {
        return fix({.id = QStringLiteral("1"), .file = file, .request = request});
    }
    void begin(const FixQueue::Order &order)
    {
        result.reset();
        told.clear();
        fixQueue.fix(order, &m_context, [this](const FixProgress &progress) { told << progress; },
                   [this](const Result<QString> &ended) { result = ended; });
    }
    void wait() const
    {
        [this] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), timeoutMs); }();
        if (!result)
            qFatal("the fix did not end");
    }
    const QString &folder() const { return m_folder; }

private:
    QString m_folder;
    FileReads m_reads;
    QObject m_context;

public:
    FixQueue fixQueue;
    std::optional<Result<QString>> result;
    QVector<FixProgress> told;
};

// What a tool says on both its channels.
inline QString saidBy(const QString &tool, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(tool, arguments);
    if (!process.waitForFinished(60'000))
        qFatal("%s does not end", qPrintable(tool));
    return QString::fromUtf8(process.readAll());
}

inline QString ffmpegSays(const QString &line, const QString &file)
{
    QStringList arguments = line.split(u' ', Qt::SkipEmptyParts);
    return saidBy(QStringLiteral("ffmpeg"), arguments.replaceInStrings(QStringLiteral("FILE"), file));
}

inline QStringList probed(const QString &file, const QString &streams, const QString &entries)
{
    const QString said = saidBy(QStringLiteral("ffprobe"), {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-select_streams"), streams,
                                                            QStringLiteral("-show_entries"), entries, QStringLiteral("-of"), QStringLiteral("csv=p=0"), file});
    return said.split(u'\n', Qt::SkipEmptyParts);
}

// Nothing, when it decodes to its end without a fault.
inline QString faultsOf(const QString &file)
{
    return ffmpegSays(QStringLiteral("-nostdin -v error -i FILE -f null -"), file);
}

inline QByteArray digestOf(const QString &file)
{
    return QCryptographicHash::hash(contentOf(file), QCryptographicHash::Sha256);
}

} // namespace postreel::testing
