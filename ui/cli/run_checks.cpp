// The part of Run that checks files and creates Posts from them.
#include "ui/cli/run.h"

#include "ui/cli/run_words.h"
#include "ui/error_text.h"
#include "ui/hanging_text.h"
#include "ui/media_mix.h"

#include <algorithm>
#include <utility>

namespace postreel {

// Files of separate Posts are checked one by one, so that one that hangs does not delay the others.
void Run::checkFiles()
{
    if (m_request.each || m_request.kind == StartRequest::Kind::Check) {
        m_checks.resize(m_request.files.size());
        return askForVerdicts();
    }
    m_engine.media().check(m_request.files, {}, m_account, this,
                   [this](const QVector<FileVerdict> &verdicts) { verdictsOfOnePost(verdicts); });
}

// Only a few at a time: a file that merely waits its turn must not be reported as not responding.
void Run::askForVerdicts()
{
    constexpr qsizetype atOnce = 2;
    qsizetype open = 0;
    for (qsizetype i = 0; i < m_asked; ++i)
        open += m_checks[i].known || m_hanging.contains(m_request.files[i]) ? 0 : 1;
    for (; m_asked < m_checks.size() && open < atOnce; ++open) {
        const qsizetype i = m_asked++;
        const bool withTracks = m_request.kind == StartRequest::Kind::Check && i == 0;
        m_engine.media().check({m_request.files[i]}, withTracks ? subtitleFiles(m_request) : QStringList(), m_account, this,
                       [this, i](const QVector<FileVerdict> &verdicts) {
                           m_checks[i].known = true;
                           m_checks[i].verdicts = verdicts;
                           takeVerdicts();
                       });
    }
}

// Takes the verdicts in the order of the files, but skips files that hang.
void Run::takeVerdicts()
{
    if (m_over || m_checks.isEmpty())
        return;
    askForVerdicts();
    for (qsizetype i = 0; i < m_checks.size(); ++i) {
        Check &check = m_checks[i];
        if (!check.known && !m_hanging.contains(m_request.files[i]))
            break;
        if (!check.known || std::exchange(check.taken, true))
            continue;
        for (const FileVerdict &verdict : std::as_const(check.verdicts))
            if (isGood(verdict) && m_request.each)
                m_toCreate << QStringList(verdict.file);
    }
    if (m_request.kind != StartRequest::Kind::Check)
        createNext();
    else if (allChecked())
        endOfCheck();
}

bool Run::allChecked() const
{
    return std::all_of(m_checks.cbegin(), m_checks.cend(), [](const Check &check) { return check.taken; });
}

// Reports the verdict where required. False: the file is not used.
bool Run::isGood(const FileVerdict &verdict)
{
    const bool checkOnly = m_request.kind == StartRequest::Kind::Check;
    // A check only reports: a type that X does not accept is a verdict like any other.
    const Error error = checkOnly ? verdict.error : rejectionReason(verdict, m_request.sendAnyway);
    if (checkOnly || error)
        reportVerdict(verdict);
    // A key that was already used stands for its Post, even if the file no longer exists.
    if (!error || (!checkOnly && !m_request.onceKey.isEmpty()))
        return true;
    reportBadFile(verdict.file, error);
    return false;
}

void Run::endOfCheck()
{
    QVector<FileVerdict> all;
    for (const Check &check : std::as_const(m_checks))
        all << check.verdicts;
    reportWhatFfmpegAdds(all);
    const bool refused = std::any_of(all.cbegin(), all.cend(), [](const FileVerdict &each) { return each.verdict == Verdict::WillBeRefused; });
    end(m_badFiles > 0 ? exit_code::usage : refused ? exit_code::failed : exit_code::done);
}

void Run::verdictsOfOnePost(const QVector<FileVerdict> &verdicts)
{
    if (m_over)
        return;
    QStringList good;
    for (const FileVerdict &verdict : verdicts)
        if (isGood(verdict))
            good << verdict.file;
    if (m_badFiles > 0)
        return end(exit_code::usage);
    const QString problem = problemOfSharing(verdicts);
    if (!problem.isEmpty())
        return refuse(problem);
    m_toCreate << good;
    createNext();
}

QString Run::problemOfSharing(const QVector<FileVerdict> &verdicts) const
{
    QVector<FileKind> kinds;
    for (const FileVerdict &verdict : verdicts)
        if (!verdict.error) // not read: the key of --once may already have its Post
            kinds << kindOf(verdict.facts, verdict.file);
    const QString why = whyNotOnePost(kinds);
    //: %1 is a sentence: why these files do not go into one Post
    return why.isEmpty() ? why : tr("%1 Add --each for one Post per file.").arg(why);
}

void Run::reportVerdict(const FileVerdict &verdict)
{
    m_events.write(QStringLiteral("verdict"), verdictFields(verdict));
    if (m_request.kind == StartRequest::Kind::Check && !verdict.error && m_output.print)
        m_output.print(verdictLine(verdict));
}

// Reported once, however many videos there are.
void Run::reportWhatFfmpegAdds(const QVector<FileVerdict> &verdicts) const
{
    if (std::any_of(verdicts.cbegin(), verdicts.cend(), [](const FileVerdict &each) { return each.headersAlone; }))
        showMessage(tr("Without ffmpeg, videos are judged only by their headers. Install the package ffmpeg to check codecs, "
               "frames and sound as well, and to fix what X would refuse."));
}

void Run::reportBadFile(const QString &file, const Error &error)
{
    ++m_badFiles;
    reportFailure(error, file);
}

void Run::reportFailure(const Error &error, const QString &file)
{
    const QString words = sentence(error, file);
    m_events.write(QStringLiteral("failed"), {{QStringLiteral("kind"), nameOf(error.kind)},
                                              {QStringLiteral("file"), file}, // empty: a Post without files
                                              {QStringLiteral("message"), words},
                                              {QStringLiteral("http"), error.http}});
    showMessage(words);
}

// Creates one Post at a time, but does not wait for one whose file hangs.
void Run::createNext()
{
    if (m_over || std::any_of(m_creating.cbegin(), m_creating.cend(), [this](const QString &file) { return !m_hanging.contains(file); }))
        return;
    if (m_toCreate.isEmpty()) {
        if (m_creating.isEmpty() && allChecked())
            recordingEnded();
        return;
    }
    const QStringList files = m_toCreate.takeFirst();
    m_creating << files.value(0);
    m_engine.posts().create(newPost(files), this,
                        [this, files](const Result<QString> &answer) { created(files, answer); });
}

void Run::created(const QStringList &files, const Result<QString> &answer)
{
    if (m_over)
        return;
    m_creating.removeOne(files.value(0));
    if (answer.ok()) {
        if (!m_posts.contains(*answer)) // with --each, the same file given twice continues the same Post
            trackPost(*answer);
        return createNext();
    }
    const Error error = answer.error();
    if (isAboutFile(error.kind)) {
        reportBadFile(pathOf(error.subject, files + subtitleFiles(m_request)), error);
    } else {
        ++m_notCreated;
        reportFailure(error, files.value(0));
    }
    if (m_request.each)
        return createNext();
    end(m_badFiles > 0 ? exit_code::usage : exit_code::failed);
}

// Reports hanging files of this run, each once.
void Run::filesHang(const QStringList &paths)
{
    for (const QString &path : paths) {
        bool ours = m_request.files.contains(path);
        for (const QString &id : std::as_const(m_posts))
            for (const UploadView &upload : m_views.value(id).uploads)
                ours = ours || upload.file == path;
        if (ours && !m_over)
            showMessageOnce(path, hangingText({path}));
    }
    m_hanging = paths;
    if (m_recording)
        takeVerdicts();
}

} // namespace postreel
