// What every test of the transport needs: a transport with a token, and the answers that came in.
// Invariant: each answer is kept with the number of its request, in the order of arrival.
#pragma once

#include "app/x/bodies.h"
#include "app/x/transport.h"
#include "tests/support/fake_clock.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>
#include <memory>

namespace postreel::testing {

const QByteArray plantedToken = "pl4nted-t0ken";

// One token for every account but "nobody"; may answer later, when the test says so.
class FixtureTokens final : public TokenSource
{
public:
    bool holdBack = false;
    QStringList asked;
    bool renewable = false;
    Error later; // answered in place of a token, if it is one
    QVector<std::pair<QString, QByteArray>> refusals;
    void withToken(const QString &account, QObject *,
                   std::function<void(const Result<QByteArray> &)> use) override
    {
        asked << account;
        m_held.append([this, account, use = std::move(use)] {
            if (account == QLatin1String("nobody"))
                use(Result<QByteArray>(ErrorKind::NotSignedIn));
            else if (later)
                use(Result<QByteArray>(later));
            else
                use(Result<QByteArray>(plantedToken));
        });
        if (!holdBack)
            release();
    }
    bool refused(const QString &account, const QByteArray &token) override
    {
        refusals.append({account, token});
        return renewable;
    }
    void release()
    {
        const QVector<std::function<void()>> held = std::exchange(m_held, {});
        for (const auto &one : held)
            one();
    }

private:
    QVector<std::function<void()>> m_held;
};

struct TransportFixture
{
    FakeClock clock;
    FixtureTokens tokens;
    QObject context; // after clock and tokens: gone before them
    std::unique_ptr<Transport> transport = std::make_unique<Transport>(clock, tokens);
    QVector<std::pair<quint64, Response>> completed;
    QVector<qint64> progress;
    QEventLoop loop;

    quint64 send(const QUrl &base, const Request &request, const QString &account = QStringLiteral("me"))
    {
        const auto number = std::make_shared<quint64>(0);
        *number = transport->send(
            base, account, request, &context,
            [this, number](const Response &answer) {
                completed.append({*number, answer});
                loop.quit();
            },
            [this](qint64 bytes) { progress.append(bytes); });
        return *number;
    }
    // An event loop of its own: QTest::qWaitFor sleeps 10 ms between events, which is felt by each block of a
    // body.
    bool wait(int answers = 1, int ms = 10'000)
    {
        QTimer limit;
        limit.setSingleShot(true);
        QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
        limit.start(ms);
        while (completed.size() < answers && limit.isActive())
            loop.exec();
        return completed.size() >= answers;
    }
    const Response &answer(int place = 0) const { return completed.at(place).second; }
};

inline Request segment(const QByteArray &bytes = QByteArray(1000, 'x'), int index = 0)
{
    return multipartRequest(Call::Append, QStringLiteral("/2/media/upload/1/append"),
                            {{"segment_index", QByteArray::number(index)}}, {bytes});
}

inline Request createPost()
{
    return jsonRequest(Call::CreatePost, QStringLiteral("/2/tweets"),
                       {{QStringLiteral("text"), QStringLiteral("t")}});
}

inline Request initialize()
{
    return jsonRequest(Call::Initialize, QStringLiteral("/2/media/upload/initialize"),
                       {{QStringLiteral("total_bytes"), 1}});
}

inline Request statusOf(const QString &id)
{
    return getRequest(Call::Status, QStringLiteral("/2/media/upload"),
                      QUrlQuery{{QStringLiteral("media_id"), id}});
}

} // namespace postreel::testing
