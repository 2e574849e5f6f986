// What a file manager shows but no program can open is copied here by the desktop's own tool: the real one for a file of
// this computer, which it copies like any other, and a stand-in for what goes wrong on the way.
#include "app/desktop/remote_file_fetcher.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

class TestForeignCopy : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_path;
    QVector<Result<QString>> m_answers;
    QVector<qint64> m_bytes;
    const RemoteFileFetcher::SoFar m_tell = [this](qint64 bytes) { m_bytes << bytes; };

    QString copies() const { return m_folder.filePath(QStringLiteral("copied")); }
    RemoteFileFetcher::Callback noted()
    {
        return [this](const Result<QString> &file) { m_answers << file; };
    }
    QUrl film(const QString &name)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write("a film") != 6)
            qFatal("no film");
        return QUrl::fromLocalFile(file.fileName());
    }
    // A stand-in for the tool, which alone is found then.
    void standIn(const QByteArray &script)
    {
        const QString bin = m_folder.filePath(QStringLiteral("bin"));
        QDir().mkpath(bin);
        QFile tool(bin % QStringLiteral("/gio"));
        if (!tool.open(QIODevice::WriteOnly) || tool.write("#!/bin/sh\n" + script) < 0)
            qFatal("no stand-in");
        tool.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        tool.close();
        qputenv("PATH", bin.toUtf8() + ":" + m_path);
    }
    QStringList leftOvers() const { return QDir(copies()).entryList(QDir::Files | QDir::Hidden); }

private Q_SLOTS:
    void init()
    {
        m_path = qgetenv("PATH");
        m_answers.clear();
        m_bytes.clear();
        QDir(copies()).removeRecursively();
    }
    void cleanup() { qputenv("PATH", m_path); }

    void theRealToolCopies()
    {
        if (!RemoteFileFetcher::available())
            QSKIP("gio is not installed");
        RemoteFileFetcher copy(copies());
        const QUrl from = film(QString::fromUtf8("the \"end\" \xF0\x9F\x8E\xAC.mp4"));
        copy.copy(from, m_tell, noted());
        QTRY_COMPARE(m_answers.size(), 1);
        QVERIFY(m_answers.first());
        QFile made(*m_answers.first());
        QVERIFY(made.open(QIODevice::ReadOnly));
        QCOMPARE(made.readAll(), QByteArray("a film"));
        QCOMPARE(QFileInfo(made).fileName(), from.fileName());
        copy.copy(from, m_tell, noted()); // another time: nothing is written over
        QTRY_COMPARE(m_answers.size(), 2);
        QVERIFY(*m_answers.at(1) != *m_answers.at(0));
        QCOMPARE(leftOvers().size(), 2);
    }

    void itsWordsAreKept()
    {
        standIn("echo 'gio: mtp://phone/a.mp4: The specified location is not mounted' >&2\nexit 2\n");
        RemoteFileFetcher copy(copies());
        copy.copy(QUrl(QStringLiteral("mtp://phone/a.mp4")), m_tell, noted());
        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().kind, ErrorKind::Unreadable);
        QVERIFY(m_answers.first().error().detail.contains(QStringLiteral("not mounted")));
        QCOMPARE(m_answers.first().error().subject, QStringLiteral("a.mp4"));
        QVERIFY(leftOvers().isEmpty());
    }

    void copiesGoWhenNobodyNeedsThem()
    {
        QVERIFY(QDir().mkpath(copies()));
        const auto lay = [](const QString &path) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        };
        for (const char *name : {"/.4f1e", "/a.mp4", "/b.mp4", "/c.mp4"})
            lay(copies() % QLatin1String(name));
        const QString others = copies() % QLatin1String("/../others.mp4");
        lay(others);
        RemoteFileFetcher copy(copies());
        copy.keepOnly({copies() % QLatin1String("/a.mp4"), copies() % QLatin1String("/b.mp4")});
        QCOMPARE(leftOvers(), (QStringList{QStringLiteral("a.mp4"), QStringLiteral("b.mp4")}));
        copy.discard(copies() % QLatin1String("/a.mp4"));
        copy.discard(others);
        QCOMPARE(leftOvers(), QStringList{QStringLiteral("b.mp4")});
        QVERIFY(QFile::exists(others));
    }

    void aStoppedCopyLeavesNothing()
    {
        standIn("touch \"$(echo \"$4\" | sed s,file://,,)\"\nexec sleep 600\n");
        RemoteFileFetcher copy(copies());
        const QUrl from(QStringLiteral("mtp://phone/a.mp4"));
        copy.copy(from, m_tell, noted());
        QTRY_COMPARE(leftOvers().size(), 1);
        copy.stop(from);
        QCOMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().kind, ErrorKind::Aborted);
        QTRY_VERIFY(leftOvers().isEmpty());
        copy.stop(from); // there is none any more
    }

    void howMuchIsHereIsTold()
    {
        standIn("printf 'seven b' > \"$(echo \"$4\" | sed s,file://,,)\"\nexec sleep 600\n");
        RemoteFileFetcher copy(copies());
        const QUrl from(QStringLiteral("mtp://phone/a.mp4"));
        copy.copy(from, m_tell, noted());
        QTRY_VERIFY(m_bytes.contains(7));
        copy.stop(from);
        QCOMPARE(m_answers.size(), 1);
    }

    void anAddressWithoutANameIsRefused()
    {
        RemoteFileFetcher copy(copies());
        copy.copy(QUrl(QStringLiteral("mtp://phone/")), m_tell, noted());
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().kind, ErrorKind::Usage);
    }

    void withoutTheToolItSaysSo()
    {
        qputenv("PATH", m_folder.path().toUtf8());
        QVERIFY(!RemoteFileFetcher::available());
        RemoteFileFetcher copy(copies());
        copy.copy(QUrl(QStringLiteral("mtp://phone/a.mp4")), m_tell, noted());
        QTRY_COMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().kind, ErrorKind::NotReached);
    }
};

POSTREEL_TEST_MAIN(TestForeignCopy)
#include "tst_remote_file_fetcher.moc"
