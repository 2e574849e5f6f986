// A Run against the fake engine of the window's tests, and what came out of it.
#pragma once

#include "tests/ui/fake_engine.h"
#include "ui/cli/run.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

namespace postreel::testing {

class RunFixture
{
protected:
    // Before each case: nothing is known of an earlier one.
    void renew()
    {
        fakeEngine() = {};
        m_events.clear();
        m_said.clear();
        m_printed.clear();
        m_engine = std::make_unique<Engine>(EngineOptions{});
    }
    Run::Output output()
    {
        return {[this](const QByteArray &line) { m_events << QJsonDocument::fromJson(line).object(); },
                [this](const QString &text) { m_said << text; }, [this](const QString &text) { m_printed << text; }};
    }
    std::unique_ptr<Run> start(const StartRequest &request, Run::Ends ends = Run::Ends::WhenDone, const QString &account = QStringLiteral("me"))
    {
        auto run = std::make_unique<Run>(*m_engine, request, ends, output());
        run->setAccount(account);
        run->start();
        return run;
    }
    // -1: it does not end.
    static int exitOf(QSignalSpy &finished)
    {
        return finished.isEmpty() && !finished.wait(5000) ? -1 : finished.first().first().toInt();
    }

    QList<QJsonObject> m_events;
    QStringList m_said, m_printed;
    std::unique_ptr<Engine> m_engine;
};

} // namespace postreel::testing
