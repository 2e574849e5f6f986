// Answers that cross to whoever asked: dialogs close at any moment, also while frames stream in and while answers set out,
// and are then answered no more.
#include "app/engine/engine_thread.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"
#include "tests/support/time_film.h"

#include <QElapsedTimer>
#include <atomic>

using namespace postreel;
using namespace postreel::testing;

namespace {

// What a dialog is to the engine: a context that goes when it is closed. It touches itself in each answer.
class Dialog : public QObject
{
public:
    int answers = 0;
    void take() { ++answers; }
};

} // namespace

class EngineThreadTest : public QObject, private EngineGround
{
    Q_OBJECT

private Q_SLOTS:
    void init() { freshFolder(); }
    void callsRunInOrderOnItsThread();
    void aStandInEndsWithItsContext();
    void dialogsCloseWhileFramesStreamIn();
    void askersGoWhileTheirAnswersSetOut();
    void nothingIsAnsweredAfterTheEnd();

private:
    QString videoIn(Session &session) const
    {
        const QString id =
            session.mustCreate(newPost(QStringLiteral("Film"), {TimeFilm().write(file(QStringLiteral("film.mp4")))}));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!session.view(id).uploads.isEmpty(), waitMs); }();
        return session.view(id).uploads.value(0).id;
    }
};

void EngineThreadTest::callsRunInOrderOnItsThread()
{
    EngineThread thread({.profile = profile()});
    QVector<int> answers;
    bool elsewhere = true;
    thread.start();
    for (int call = 0; call < 3; ++call)
        thread.onCore([&elsewhere, call, answer = thread.backTo<int>(this, [&](int number) { answers << number; })](EngineCore &core) {
            elsewhere = elsewhere && core.thread() == QThread::currentThread() && QThread::currentThread() != qApp->thread();
            answer(call);
        });
    QTRY_COMPARE(answers, (QVector<int>{0, 1, 2}));
    QVERIFY(elsewhere);
    QVERIFY(thread.leave(QDeadlineTimer(waitMs), {}));
    QVERIFY(!thread.core());
    thread.onCore([&](EngineCore &) { elsewhere = false; });
    QVERIFY(elsewhere);
}

void EngineThreadTest::aStandInEndsWithItsContext()
{
    EngineThread thread({.profile = profile()});
    thread.start();
    std::atomic_bool ended = false;
    auto context = std::make_unique<QObject>();
    connect(thread.standIn(context.get()), &QObject::destroyed, [&] { ended = QThread::currentThread() != qApp->thread(); });
    QVERIFY(!ended);
    context.reset();
    QTRY_VERIFY(ended);
    QVERIFY(thread.leave(QDeadlineTimer(waitMs), {}));
}

void EngineThreadTest::dialogsCloseWhileFramesStreamIn()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString video = videoIn(session);
    constexpr int frames = 12;
    const auto ask = [&](Dialog *dialog) {
        session.engine.media().filmstrip(
            video, frames, 60, dialog, [dialog](const FilmstripFrame &) { dialog->take(); },
            [dialog](const Result<Done> &) { dialog->take(); });
    };
    auto first = std::make_unique<Dialog>();
    ask(first.get()); // the frames lie on the shelf then, so that they come in one stream
    QTRY_COMPARE_WITH_TIMEOUT(first->answers, frames + 1, waitMs);
    for (int round = 0; round < 100; ++round) {
        auto dialog = std::make_unique<Dialog>();
        ask(dialog.get());
        const int until = round % (frames + 1);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->answers >= until, waitMs);
    }
}

// The cheapest answer there is, so that the engine thread is on its way back most of the time. A dialog goes at another
// moment of that in each round; one that is answered all the same is found by the address sanitizer.
void EngineThreadTest::askersGoWhileTheirAnswersSetOut()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    Dialog lasting;
    constexpr int rounds = 4000, calls = 100;
    const auto ask = [&session](Dialog *dialog) {
        session.engine.accounts().pasteSignIn({}, dialog, [dialog](const std::optional<CallbackEnd> &) { dialog->take(); });
    };
    for (int round = 0; round < rounds; ++round) {
        auto dialog = std::make_unique<Dialog>();
        for (int call = 0; call < calls; ++call)
            ask(dialog.get());
        QElapsedTimer time;
        time.start();
        while (time.nsecsElapsed() < (round % 400) * 1000)
            continue;
        dialog.reset();
        ask(&lasting);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE_WITH_TIMEOUT(lasting.answers, rounds, waitMs);
}

void EngineThreadTest::nothingIsAnsweredAfterTheEnd()
{
    LiveSandbox sandbox;
    Dialog dialog;
    {
        Session session(profile(), sandbox);
        const auto ask = [&] {
            session.engine.posts().history(QStringLiteral("nobody"), &dialog, [&](const QVector<HistoryEntry> &) { dialog.take(); });
        };
        for (int call = 0; call < 100; ++call)
            ask();
        QVERIFY(session.engine.leave(QDeadlineTimer(waitMs)));
        ask();
    }
    QCoreApplication::processEvents();
    QCOMPARE(dialog.answers, 0);
}

POSTREEL_TEST_MAIN(EngineThreadTest)
#include "tst_engine_thread.moc"
