#include "app/engine/engine.h"

#include "app/engine/engine_thread.h"

namespace postreel {

namespace {

constexpr int leaveWithinMs = 2000;

void registerTypes()
{
    qRegisterMetaType<PostView>();
    qRegisterMetaType<StatusView>();
    qRegisterMetaType<RemovalView>();
    qRegisterMetaType<EngineEvent>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<AccountView>();
    qRegisterMetaType<SignInOutcome>();
    qRegisterMetaType<StoreOutcome>();
}

} // namespace

Engine::Engine(const EngineOptions &options, QObject *parent)
    : QObject(parent), m_thread(std::make_unique<EngineThread>(options)),
      m_accounts(std::make_unique<EngineAccounts>(m_thread.get())), m_posts(std::make_unique<EnginePosts>(m_thread.get())),
      m_removals(std::make_unique<EngineRemovals>(m_thread.get())), m_media(std::make_unique<EngineMedia>(m_thread.get())),
      m_network(std::make_unique<EngineNetwork>(m_thread.get()))
{
    registerTypes();
    wire();
    m_thread->start();
}

Engine::~Engine()
{
    leave(QDeadlineTimer(leaveWithinMs));
}

bool Engine::leave(QDeadlineTimer until)
{
    return m_thread->leave(until, {this, m_accounts.get(), m_posts.get(), m_removals.get()});
}

void Engine::wire()
{
    const EngineCore *core = m_thread->core();
    connect(core, &EngineCore::opened, this, &Engine::started);
    connect(core, &EngineCore::openFailed, this, &Engine::startFailed);
    connect(core, &EngineCore::notice, this, &Engine::notice);
    connect(core, &EngineCore::happened, this, &Engine::happened);
    connect(core, &EngineCore::statusChanged, this, [this](const StatusView &status) {
        m_status = status;
        Q_EMIT statusChanged(status);
    });
}

void Engine::start() { m_thread->onCore([](EngineCore &core) { core.open(); }); }
void Engine::resume() { m_thread->onCore([](EngineCore &core) { core.resume(); }); }

} // namespace postreel
