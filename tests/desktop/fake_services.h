// logind and the two inhibitors of a session, as far as Postreel speaks to them, on a bus of the test's own.
// Invariant: each keeps count of what it has granted and of what was given back, as the real ones do.
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QHash>
#include <QObject>
#include <vector>

namespace postreel::testing {

// One name on a bus, with one object.
class FakeService : public QObject, protected QDBusContext
{
    Q_OBJECT
public:
    // Appears on the bus at once, and leaves it with its end.
    FakeService(const QString &address, const QString &name, const QString &path);
    ~FakeService() override;

    bool isThere() const { return m_isThere; }
    QList<QVariantList> calls;  // arguments of what asks for something
    QString refusal;            // name of the error that answers; empty: granted
    bool grantsTooLate = false; // grants, and `refusal` is what the asker has of it
    bool isSlow = false;        // keeps the answers back
    void answerAll();           // gives those that were kept back

protected:
    // Answers the call being handled, now or at answerAll().
    void answerCall(const QVariantList &arguments);
    virtual QVariant grant(const QString &caller) = 0; // invalid: an answer without a value
    const QDBusConnection &bus() const { return m_connection; }

private:
    void answerTo(const QDBusMessage &call);

    QDBusConnection m_connection;
    bool m_isThere = false;
    QList<QDBusMessage> m_keptBack;
};

class FakeLogind : public FakeService
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    explicit FakeLogind(const QString &address);
    ~FakeLogind() override;

    // Inhibitors whose holder still has its end of the pipe.
    int inhibitors() const;

public Q_SLOTS:
    Q_SCRIPTABLE QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &who, const QString &why,
                                                 const QString &mode);
    Q_SCRIPTABLE void PowerOff(bool interactive);

Q_SIGNALS:
    Q_SCRIPTABLE void PrepareForSleep(bool before);

private:
    QVariant grant(const QString &caller) override;

    bool m_inhibiting = false;
    std::vector<int> m_pipes;
};

// What the two inhibitors of a session have in common: a cookie that also ends with its holder's connection.
class FakeInhibitor : public FakeService
{
    Q_OBJECT
public:
    using FakeService::FakeService;

    int inhibitors() const { return static_cast<int>(m_holders.size()); }
    QList<uint> givenBack;

protected:
    QVariant grant(const QString &caller) override;
    void giveBack(uint cookie);

private:
    QHash<uint, QString> m_holders;
    uint m_lastCookie = 100;
};

class FakeScreenSaver : public FakeInhibitor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    explicit FakeScreenSaver(const QString &address)
        : FakeInhibitor(address, QStringLiteral("org.freedesktop.ScreenSaver"),
                        QStringLiteral("/org/freedesktop/ScreenSaver"))
    {
    }

public Q_SLOTS:
    Q_SCRIPTABLE uint Inhibit(const QString &who, const QString &why);
    Q_SCRIPTABLE void UnInhibit(uint cookie) { giveBack(cookie); }
};

class FakeSessionManager : public FakeInhibitor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.SessionManager")
public:
    explicit FakeSessionManager(const QString &address)
        : FakeInhibitor(address, QStringLiteral("org.gnome.SessionManager"),
                        QStringLiteral("/org/gnome/SessionManager"))
    {
    }

public Q_SLOTS:
    Q_SCRIPTABLE uint Inhibit(const QString &who, uint window, const QString &why, uint flags);
    Q_SCRIPTABLE void Uninhibit(uint cookie) { giveBack(cookie); }
};

} // namespace postreel::testing
