// Fixes one file and says how long that took, or says only what ffmpeg would be told.
//
//   fix_file FILE FOLDER          the fixed file's path and ms, a line each
//   fix_file --plain FILE RESULT  ffmpeg's arguments, one a line; of one pass
#include "app/media/fix/fix_arguments.h"
#include "app/media/fix/fix_queue.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

using namespace postreel;

namespace {

int plain(const QString &file, const QString &result)
{
    const Inspection seen = inspect(file, UploadKind::Media);
    const FixPlan plan = planFix(seen, {}, {}, {});
    if (plan.kind == FixKind::None)
        return 1;
    const auto passes = passesOf(plan, seen, {.source = file, .result = result}, {});
    for (const QString &argument : passes.last().arguments)
        std::printf("%s\n", qPrintable(argument));
    return 0;
}

int fix(QCoreApplication &application, const QString &file, const QString &folder)
{
    FileReads reads;
    FixQueue fixQueue(folder, reads);
    Inspection seen = inspect(file, UploadKind::Media); // at the drop, as in the program
    if (seen.wantsScan)
        seen = scanned(file, std::move(seen), {});
    QElapsedTimer clock;
    clock.start();
    fixQueue.fix({.id = QStringLiteral("1"), .file = file, .seen = seen}, &application, [](const FixProgress &) {},
               [&clock](const Result<QString> &fixed) {
                   if (fixed)
                       std::printf("%s\n%lld\n", qPrintable(*fixed), static_cast<long long>(clock.elapsed()));
                   else
                       std::fprintf(stderr, "%s: %s\n", qPrintable(nameOf(fixed.error().kind)), qPrintable(fixed.error().detail));
                   QCoreApplication::exit(fixed ? 0 : 1);
               });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("--plain"))
        return plain(arguments[2], arguments[3]);
    if (arguments.size() == 3)
        return fix(application, arguments[1], arguments[2]);
    std::fprintf(stderr, "usage: fix_file FILE FOLDER | fix_file --plain FILE RESULT\n");
    return 2;
}
