// What every test of the sessions needs: a token endpoint that does as it is told, a store in memory, a clock.
// Invariant: every answer of withToken() is kept; each wait is bounded.
#pragma once

#include "app/auth/sessions.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/raw_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace postreel::testing {

inline const QString accountKey = QStringLiteral("127.0.0.1/42");
inline constexpr qint64 minuteMs = 60'000;

inline QByteArray grantBody(const QByteArray &access, const QByteArray &refresh = {})
{
    QJsonObject body{{QStringLiteral("access_token"), QString::fromLatin1(access)},
                     {QStringLiteral("expires_in"), 7200}};
    if (!refresh.isEmpty())
        body[QStringLiteral("refresh_token")] = QString::fromLatin1(refresh);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

inline const QByteArray deadBody =
    R"({"error":"invalid_request","error_description":"Value passed for the token was invalid."})";

class SessionFixture
{
public:
    SessionFixture()
    {
        sessions = anotherProgram();
        server.onWhole = [this](RawConnection &connection, const WireRequest &request) {
            if (onRefresh)
                return onRefresh(connection, request);
            ++made;
            connection.answer(200, grantBody("access-" + QByteArray::number(made),
                                             "refresh-" + QByteArray::number(made)));
        };
    }

    struct Program
    {
        FakeClock &clock;
        Sessions sessions;
        Transport transport;
        QObject context;
        QVector<Result<QByteArray>> answers;

        Program(FakeClock &time, TokenStore &store, const QString &locks)
            : clock(time), sessions(time, store, locks), transport(time, sessions)
        {
            sessions.attach(transport);
        }
        void ask()
        {
            sessions.withToken(accountKey, &context,
                               [this](const Result<QByteArray> &token) { answers.append(token); });
        }
        Result<QByteArray> token()
        {
            const qsizetype before = answers.size();
            ask();
            if (!QTest::qWaitFor([&] { return answers.size() > before; }, 15'000))
                return ErrorKind::TimedOut;
            return answers.last();
        }
    };
    std::unique_ptr<Program> anotherProgram()
    {
        auto program = std::make_unique<Program>(clock, store, locks.path());
        program->sessions.add(accountKey, {{}, server.base(), server.base()});
        return program;
    }
    // In the store, with so long to live.
    void signIn(qint64 leftMs, const QByteArray &refresh = "refresh-0")
    {
        store.entries[accountKey] = StoredSignIn{.access = "access-0",
                                                 .refresh = refresh,
                                                 .expiresAtMs = clock.serverMs() + leftMs,
                                                 .scopes = {QStringLiteral("a.b")},
                                                 .app = {.clientId = QStringLiteral("id"), .secret = {}}};
    }
    StoredSignIn stored() const { return store.entries.value(accountKey); }
    int refreshes() const { return static_cast<int>(server.requests().size()); }
    bool isLocked() const
    {
        QLockFile lock(TokenRefresh::lockFile(locks.path(), accountKey));
        return !lock.tryLock(0);
    }

    FakeClock clock;
    MemoryTokenStore store;
    QTemporaryDir locks;
    RawServer server;
    RawServer::Act onRefresh; // in place of a new pair each time
    int made = 0;
    std::unique_ptr<Program> sessions;
};

} // namespace postreel::testing
