// Answers that cross to whoever asked: dialogs close at any moment, also while frames stream in and while answers set out,
// and are then answered no more.
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"
#include "tests/support/time_film.h"

#include <QElapsedTimer>

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

class EngineDoorTest : public QObject, private EngineGround
{
    Q_OBJECT

private Q_SLOTS:
    void init() { freshFolder(); }
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

void EngineDoorTest::dialogsCloseWhileFramesStreamIn()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString video = videoIn(session);
    constexpr int frames = 12;
    const auto ask = [&](Dialog *dialog) {
        session.engine.filmstrip(
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
void EngineDoorTest::askersGoWhileTheirAnswersSetOut()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    Dialog lasting;
    constexpr int rounds = 4000, calls = 100;
    const auto ask = [&session](Dialog *dialog) {
        session.engine.pasteSignIn({}, dialog, [dialog](const std::optional<CallbackEnd> &) { dialog->take(); });
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

void EngineDoorTest::nothingIsAnsweredAfterTheEnd()
{
    LiveSandbox sandbox;
    Dialog dialog;
    {
        Session session(profile(), sandbox);
        const auto ask = [&] {
            session.engine.history(QStringLiteral("nobody"), &dialog, [&](const QVector<HistoryEntry> &) { dialog.take(); });
        };
        for (int call = 0; call < 100; ++call)
            ask();
        QVERIFY(session.engine.leave(QDeadlineTimer(waitMs)));
        ask();
    }
    QCoreApplication::processEvents();
    QCOMPARE(dialog.answers, 0);
}

POSTREEL_TEST_MAIN(EngineDoorTest)
#include "tst_engine_calls.moc"
