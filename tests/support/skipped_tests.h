// What QSKIP did to a test program: Qt Test counts it as passed, and nobody sees that it proved nothing.
// Invariant: the exit code of a program that failed, and what it prints, are those of Qt Test.
#pragma once

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <QTemporaryDir>
#include <cstdio>

namespace postreel::testing {

class SkippedTests
{
public:
    static constexpr int skippedCode = 77; // what ctest takes for "skipped"

    // `arguments`: those of the program, its name first.
    explicit SkippedTests(const QStringList &arguments) : m_arguments(arguments)
    {
        if (m_arguments.contains(QStringLiteral("-o")) || !m_folder.isValid()) // whoever runs it by hand reads it
            return;
        m_log = m_folder.filePath(QStringLiteral("log"));
        m_arguments << QStringLiteral("-o") << QStringLiteral("-,txt") << QStringLiteral("-o") << m_log + QStringLiteral(",txt");
    }

    // For QTest::qExec(): they write what happens to a file, too.
    const QStringList &arguments() const { return m_arguments; }

    // `code`: what qExec() returned.
    int exitCode(int code) const
    {
        QFile log(m_log);
        if (code != 0 || m_log.isEmpty() || !log.open(QIODevice::ReadOnly))
            return code;
        const QString text = QString::fromUtf8(log.readAll());
        static const QRegularExpression skip(QStringLiteral("^SKIP\\s*:.*$"), QRegularExpression::MultilineOption);
        static const QRegularExpression missing(QStringLiteral("not installed|There is no openssl"));
        auto skips = skip.globalMatch(text);
        if (!skips.hasNext())
            return 0;
        while (skips.hasNext() && qgetenv("CI") == "true") {
            const QString line = skips.next().captured();
            if (missing.match(line).hasMatch()) {
                std::fprintf(stderr, "CI=true, and a tool is missing: %s\n", qPrintable(line));
                return 1;
            }
        }
        return skippedCode;
    }

private:
    QStringList m_arguments;
    QTemporaryDir m_folder;
    QString m_log;
};

} // namespace postreel::testing
