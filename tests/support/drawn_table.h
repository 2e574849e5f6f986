// A table of states in docs/architecture.md that is drawn from the code's own table, so that it stays true.
// With POSTREEL_WRITE_DOCS=1 in the environment the test that compares it writes it.
#pragma once

#include <QFile>
#include <QString>
#include <QTest>

namespace postreel::testing {

// One cell, "Submit → Waiting for media *AwaitMedia*", of an event and a step in words ("Waiting for media: AwaitMedia+0").
inline QString drawnCell(const QString &event, const QString &step)
{
    QStringList commands = step.section(u':', 1).split(u' ', Qt::SkipEmptyParts);
    for (QString &command : commands)
        command = command.section(u'+', 0, 0);
    const QString next = event % QStringLiteral(" → ") % step.section(u':', 0, 0);
    return commands.isEmpty() ? next : QString(next % QStringLiteral(" *") % commands.join(QLatin1String(", ")) % u'*');
}

// Compares the lines between "<!-- drawn: NAME -->" and "<!-- end of NAME -->" with `table`; its difference, empty if there is none.
inline QString differenceFromDocument(const QString &name, const QString &table)
{
    QFile file(QStringLiteral(POSTREEL_SOURCE_DIR "/docs/architecture.md"));
    if (!file.open(QIODevice::ReadOnly))
        return file.errorString();
    QString all = QString::fromUtf8(file.readAll());
    file.close();
    const QString opening = QStringLiteral("<!-- drawn: %1 -->\n").arg(name);
    const qsizetype from = all.indexOf(opening) + opening.size();
    const qsizetype to = all.indexOf(QStringLiteral("<!-- end of %1 -->").arg(name));
    if (from < opening.size() || to < from)
        return QStringLiteral("docs/architecture.md has no place for it");
    if (all.mid(from, to - from) == table)
        return {};
    if (!qEnvironmentVariableIsSet("POSTREEL_WRITE_DOCS"))
        return QStringLiteral("docs/architecture.md is not up to date: run this test with POSTREEL_WRITE_DOCS=1. It should say:\n") % table;
    all.replace(from, to - from, table);
    if (!file.open(QIODevice::WriteOnly) || file.write(all.toUtf8()) < 0)
        return file.errorString();
    return {};
}

} // namespace postreel::testing
