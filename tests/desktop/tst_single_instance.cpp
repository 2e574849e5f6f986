// One program per profile, with real processes and sockets.
#include "app/desktop/single_instance.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <atomic>
#include <csignal>
#include <memory>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace postreel;

class TestSingleInstance : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_profiles = 0;

    QString freshProfile()
    {
        const QString path = m_folder.filePath(QStringLiteral("profile%1").arg(++m_profiles));
        QDir().mkpath(path);
        return path;
    }

    static bool startHolder(QProcess &holder, const QString &profile)
    {
        holder.start(QStringLiteral(PROFILE_HOLDER), {profile});
        return holder.waitForReadyRead(20'000) && holder.readLine().trimmed() == "ours";
    }

    static QByteArray echoThrough(QLocalSocket &socket, const QByteArray &line)
    {
        socket.write(line);
        while (!socket.canReadLine() && socket.waitForReadyRead(10'000)) { }
        return socket.readLine();
    }

    static QString socketOf(const QString &profile)
    {
        QFile record(profile + QStringLiteral("/running"));
        return record.open(QIODevice::ReadOnly) ? QString::fromUtf8(record.readAll()) : QString();
    }

private Q_SLOTS:
    void theSecondReachesTheFirst()
    {
        const QString profile = freshProfile();
        QProcess holder;
        QVERIFY(startHolder(holder, profile));
        SingleInstance second(profile);
        QCOMPARE(second.claim(), SingleInstance::Claim::Running);
        const auto connection = second.takeConnection();
        QCOMPARE(echoThrough(*connection, "hello\n"), QByteArray("hello\n"));
        QCOMPARE(second.holder(), holder.processId());
        holder.terminate();
        QVERIFY(holder.waitForFinished(10'000));
    }

    void aProfileOfAnotherUserIsNotUsed()
    {
        if (::geteuid() != 0)
            QSKIP("only root can act as two users");
        constexpr uid_t user = 65534, another = 1;
        const QString profile = freshProfile();
        QVERIFY(::chmod(QFile::encodeName(m_folder.path()).constData(), 0755) == 0);
        QVERIFY(::chmod(QFile::encodeName(profile).constData(), 0777) == 0); // it could be written
        for (const auto &[owner, claimed] : {std::pair(another, SingleInstance::Claim::Unusable), std::pair(user, SingleInstance::Claim::Ours)}) {
            QVERIFY(::chown(QFile::encodeName(profile).constData(), owner, owner) == 0);
            QVERIFY(::seteuid(user) == 0);
            const SingleInstance::Claim claim = SingleInstance(profile).claim();
            QVERIFY(::seteuid(0) == 0);
            QCOMPARE(claim, claimed);
        }
    }

    void otherProfilesDoNotDisturb()
    {
        SingleInstance one(freshProfile());
        SingleInstance other(freshProfile());
        QCOMPARE(one.claim(), SingleInstance::Claim::Ours);
        QCOMPARE(other.claim(), SingleInstance::Claim::Ours);
    }

    void aKilledHolderIsTakenOver()
    {
        const QString profile = freshProfile();
        QProcess holder;
        QVERIFY(startHolder(holder, profile));
        const QString socket = socketOf(profile);
        QVERIFY(QFileInfo::exists(socket));
        holder.kill();
        QVERIFY(holder.waitForFinished(10'000));
        QVERIFY(QFileInfo::exists(profile + QStringLiteral("/lock")));

        SingleInstance next(profile);
        QCOMPARE(next.claim(), SingleInstance::Claim::Ours);
        QVERIFY2(!QFileInfo::exists(socket), "the dead program's socket is left behind");
        QSignalSpy callers(&next, &SingleInstance::callerCame);
        QLocalSocket caller;
        caller.connectToServer(socketOf(profile));
        QVERIFY(callers.wait(10'000));
    }

    // The lock names a process id that another program of our name has by now.
    void aReusedProcessIdDoesNotHoldTheProfile()
    {
        const QString profile = freshProfile();
        QFile lock(profile + QStringLiteral("/lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        const QString name = QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/self/exe"))).fileName();
        lock.write((QString::number(QCoreApplication::applicationPid()) % u'\n' % name % u'\n'
                    % QSysInfo::machineHostName() % u'\n')
                       .toUtf8());
        lock.close();
        SingleInstance next(profile);
        QCOMPARE(next.claim(), SingleInstance::Claim::Ours);
    }

    void aLeavingHolderIsWaitedFor()
    {
        const QString profile = freshProfile();
        QProcess holder;
        QVERIFY(startHolder(holder, profile));
        holder.terminate(); // ends at some moment of the claim
        SingleInstance next(profile);
        const SingleInstance::Claim claim = next.claim();
        QVERIFY(claim == SingleInstance::Claim::Ours || claim == SingleInstance::Claim::Running);
        QVERIFY(holder.waitForFinished(10'000));
    }

    void aStoppedHolderIsSilent()
    {
        const QString profile = freshProfile();
        QProcess holder;
        QVERIFY(startHolder(holder, profile));
        // Without its record there is no way to it, as with a program that hangs before it listens.
        QVERIFY(QFile::remove(profile + QStringLiteral("/running")));
        SingleInstance next(profile);
        QCOMPARE(next.claim(500), SingleInstance::Claim::Silent);
        QCOMPARE(next.holder(), holder.processId());
        holder.terminate();
        QVERIFY(holder.waitForFinished(10'000));
    }

    void theEndFreesTheProfile()
    {
        const QString profile = freshProfile();
        QString socket;
        {
            SingleInstance one(profile);
            QCOMPARE(one.claim(), SingleInstance::Claim::Ours);
            socket = socketOf(profile);
        }
        QVERIFY(!QFileInfo::exists(socket));
        QVERIFY(!QFileInfo::exists(QFileInfo(socket).path()));
        QCOMPARE(QDir(profile).entryList(QDir::Files), QStringList());
    }

    // A profile's path may be longer than the 108 bytes of a socket's address.
    void aLongProfilePath()
    {
        const QString profile = freshProfile() % u'/' % QString(120, u'a') % u'/' % QString(120, u'b');
        QVERIFY(QDir().mkpath(profile));
        SingleInstance one(profile);
        QCOMPARE(one.claim(), SingleInstance::Claim::Ours);
        QVERIFY(socketOf(profile).size() < static_cast<qsizetype>(sizeof(sockaddr_un::sun_path)));
        QSignalSpy callers(&one, &SingleInstance::callerCame);
        QLocalSocket caller;
        caller.connectToServer(socketOf(profile));
        QVERIFY(callers.wait(10'000));
    }

    void onlyTheUserReachesTheSocket()
    {
        const QString profile = freshProfile();
        SingleInstance one(profile);
        QCOMPARE(one.claim(), SingleInstance::Claim::Ours);
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                                          | QFile::WriteOther | QFile::ExeOther;
        const QFileInfo folder(QFileInfo(socketOf(profile)).path());
        QCOMPARE(folder.permissions() & others, QFile::Permissions());
    }

    void aRuntimeFolderThatIsTooLongIsPassedOver()
    {
        const QString runtime = freshProfile() % u'/' % QString(100, u'r');
        QVERIFY(QDir().mkpath(runtime));
        qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
        const QString profile = freshProfile();
        SingleInstance one(profile);
        QCOMPARE(one.claim(), SingleInstance::Claim::Ours);
        QVERIFY(!socketOf(profile).startsWith(runtime));
        qunsetenv("XDG_RUNTIME_DIR");
    }

    void aProfileThatCannotBeWritten()
    {
        QFile file(m_folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        SingleInstance none(file.fileName() % QStringLiteral("/profile"));
        QCOMPARE(none.claim(500), SingleInstance::Claim::Unusable);
    }

    void severalStartsMakeOneProfile()
    {
        constexpr int starts = 4;
        for (int round = 0; round < 200; ++round) {
            const QString profile = m_folder.filePath(QStringLiteral("raced/%1/p").arg(round));
            std::atomic<int> ready = 0;
            std::atomic<int> made = 0;
            std::vector<std::unique_ptr<QThread>> threads;
            for (int start = 0; start < starts; ++start) {
                threads.emplace_back(QThread::create([&] {
                    for (++ready; ready < starts;)
                        QThread::yieldCurrentThread();
                    made += makeProfile(profile) ? 1 : 0;
                }));
                threads.back()->start();
            }
            for (const auto &thread : threads)
                thread->wait();
            QCOMPARE(made, starts);
        }
    }

    void aNewProfileIsTheUsersAlone()
    {
        const QString profile = m_folder.filePath(QStringLiteral("new/profile"));
        SingleInstance one(profile);
        QCOMPARE(one.claim(), SingleInstance::Claim::Ours);
        const QFile::Permissions owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser
                                         | QFile::WriteUser | QFile::ExeUser;
        QCOMPARE(QFileInfo(profile).permissions(), owner);
    }
};

POSTREEL_TEST_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
