#include "ui/cli/run.h"

#include "ui/cli/run_words.h"
#include "ui/cli/standing.h"
#include "ui/error_text.h"

#include <algorithm>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QTimer>

namespace postreel {

namespace {
// A file that is missing for less than this counts as a short disconnect; after that it is reported.
constexpr std::chrono::seconds fileComesBack{10};
} // namespace

Run::Run(Engine &engine, StartRequest request, Ends ends, Output output, QObject *parent)
    : QObject(parent), m_engine(engine), m_request(std::move(request)), m_ends(ends),
      m_finishesAll(ends == Ends::WhenDone && m_request.quitWhenDone && !m_request.makesPosts()),
      m_output(std::move(output)), m_events(m_output.event),
      m_askedAtMs(QDateTime::currentMSecsSinceEpoch())
{
    m_events.hello();
    connect(&m_engine, &Engine::happened, this, &Run::happened);
    connect(&m_engine.posts(), &EnginePosts::changed, this, &Run::postChanged);
    connect(&m_engine.posts(), &EnginePosts::removed, this, [this](const QString &postId) {
        PostView gone = m_views.value(postId);
        if (gone.id.isEmpty() || gone.state == PostState::Posted)
            return;
        gone.state = PostState::Cancelled; // removed in the window: nothing more will happen to it
        postChanged(gone);
    });
    connect(&m_engine.posts(), &EnginePosts::continued, this, &Run::replacePost);
    connect(&m_engine, &Engine::statusChanged, this, [this](const StatusView &status) { filesHang(status.hangingFiles); });
    if (m_request.timeoutMs > 0)
        m_timeout.callAt(m_clock.monotonicMs() + m_request.timeoutMs, [this] { return m_clock.monotonicMs(); },
                         [this] { timeIsUp(); });
}

void Run::start()
{
    if (m_over)
        return;
    m_beganHeld = m_engine.status().paused;
    if (m_finishesAll)
        return resumeUnfinished();
    if (m_request.files.isEmpty()) {
        if (m_request.makesPosts())
            m_toCreate << QStringList();
        return createNext();
    }
    checkFiles();
}

NewPost Run::newPost(const QStringList &files) const
{
    NewPost post;
    post.account = m_account;
    post.text = m_request.text;
    post.submit = m_request.post;
    post.atMs = m_request.atMs;
    post.onceKey = m_request.onceKey;
    post.continueSame = m_request.post;
    post.askedAtMs = m_askedAtMs;
    for (const QString &file : files) {
        NewMedia media;
        media.file = file;
        media.coverMs = m_request.coverMs;
        media.sendAnyway = m_request.sendAnyway;
        media.fix = m_request.fix;
        if (m_request.altTexts.size() == 1)
            media.altText = m_request.altTexts.first();
        else if (!m_request.altTexts.isEmpty())
            media.altText = m_request.altTexts[m_request.files.indexOf(file)];
        for (const StartRequest::Subtitle &subtitle : m_request.subtitles)
            media.subtitles << NewMedia::Subtitle{subtitle.file, subtitle.language};
        post.media << media;
    }
    return post;
}

// Adds a Post to this run, and reports what happened to it before its id was known.
void Run::trackPost(const QString &id)
{
    m_posts << id;
    if (!m_views.contains(id)) {
        const QVector<PostView> posts = m_engine.posts().all();
        for (const PostView &post : posts)
            if (post.id == id)
                m_views.insert(id, post);
    }
    const QVector<EngineEvent> early = std::exchange(m_early, {});
    const bool isNew = std::any_of(early.cbegin(), early.cend(), [&](const EngineEvent &event) {
        return event.postId == id && event.name == QLatin1String("created");
    });
    // A Post that is continued or repeated was created by an earlier call; this call reports its creation
    // too.
    if (!isNew && m_views.contains(id) && !m_told.contains(QStringLiteral("created") % id))
        reportCreated(m_views[id]);
    for (const EngineEvent &event : early)
        event.postId == id ? report(event) : m_early.append(event);
    if (!isNew && !m_finishesAll)
        reportStanding(m_views.value(id));
}

void Run::recordingEnded()
{
    m_recording = false;
    m_early.clear(); // events of other calls' Posts
    Q_EMIT recorded(m_request.post || m_finishesAll ? QString() : m_posts.value(0));
    if (m_posts.isEmpty() && m_badFiles + m_notCreated > 0)
        return end(exitCodeOf(outcomes()));
    if (m_ends == Ends::WhenRecorded)
        return end(exitCodeOfRecording());
    settle();
}

int Run::exitCodeOfRecording() const
{
    return m_badFiles > 0 ? exit_code::usage : m_notCreated > 0 ? exit_code::failed : exit_code::done;
}

void Run::happened(const EngineEvent &event)
{
    if (m_over)
        return;
    if (m_ends != Ends::Never) {
        if (!m_posts.contains(event.postId)) {
            if (m_recording)
                m_early << event;
            return;
        }
    }
    report(event);
}

void Run::report(const EngineEvent &event)
{
    m_told << event.name % (event.uploadId.isEmpty() ? event.postId : event.uploadId);
    if (event.name == QLatin1String("verdict"))
        rememberVerdict(event);
    if (event.name == QLatin1String("needs"))
        m_proxyAsks = m_proxyAsks || event.error.kind == ErrorKind::ProxySignIn || event.error.kind == ErrorKind::ProxyUnusable;
    const PostView post = m_views.value(event.postId);
    const QString message = messageOf(event, post);
    m_events.write(event, message);
    showMessageOnce(event.postId, message.isEmpty() ? warningOf(event, post) : message); // a Post repeats its upload's failure
    if (event.name == QLatin1String("waiting"))
        showWait(event, post);
    if (event.name != QLatin1String("posted"))
        return;
    if (m_output.print)
        m_output.print(event.fields[QLatin1String("url")].toString());
    if (post.sandbox)
        showMessage(tr("Posted in the sandbox, not on X."));
}

void Run::showMessageOnce(const QString &postId, const QString &words)
{
    const QString told = postId % u' ' % words;
    if (words.isEmpty() || m_told.contains(told))
        return;
    m_told << told;
    showMessage(words);
}

// Reports a wait reason once, because repeated retries have the same reason each time.
void Run::showWait(const EngineEvent &event, const PostView &post)
{
    const QString reason = event.fields[QLatin1String("reason")].toString();
    QString &said = m_waits[event.uploadId.isEmpty() ? event.postId : event.uploadId];
    const QString line = waitLine(event, post);
    if (std::exchange(said, reason) != reason && !line.isEmpty())
        showMessage(line);
}

// Events arrive immediately, snapshots only ten times a second: a message about a file just checked needs its
// problems now.
void Run::rememberVerdict(const EngineEvent &event)
{
    const auto post = m_views.find(event.postId);
    if (post == m_views.end())
        return;
    for (UploadView &upload : post->uploads)
        if (upload.id == event.uploadId)
            upload.problems = problemsOf(event.fields);
}

void Run::postChanged(const PostView &post)
{
    if (m_over)
        return;
    m_views.insert(post.id, post);
    if (m_recording)
        return;
    if (m_finishesAll) {
        takeUnfinished({post});
        if (post.state == PostState::Draft) // the user turned it back into a draft
            m_posts.removeAll(post.id);
    } else if (!m_posts.contains(post.id)) {
        return;
    }
    settle();
}

QVector<RunOutcome> Run::outcomes() const
{
    QVector<RunOutcome> list(m_badFiles, RunOutcome::BadFile);
    list += QVector<RunOutcome>(m_notCreated, RunOutcome::Failed);
    for (const QString &id : m_posts) {
        const auto view = m_views.constFind(id);
        list << (view == m_views.constEnd()
                     ? RunOutcome::Pending
                     : outcomeOf(*view, {.submitted = m_request.post,
                                         .awayIsBad = m_awayIsBad,
                                         .finishesAll = m_finishesAll,
                                         .proxyAsks = m_proxyAsks,
                                         .signInAsked = m_told.contains(QStringLiteral("needs") % id),
                                         .held = isHeld()}));
    }
    return list;
}

void Run::settle()
{
    if (m_over || m_ends == Ends::WhenRecorded)
        return;
    awaitFiles();
    const QVector<RunOutcome> all = outcomes();
    if (all.contains(RunOutcome::Pending))
        return;
    // For the repeated outcome of an earlier call, the engine emits no event.
    for (const QString &id : std::as_const(m_posts)) {
        const PostView &post = m_views[id];
        if (post.state == PostState::Posted && !m_told.contains(QStringLiteral("posted") % id))
            report({.name = QStringLiteral("posted"), .postId = id, .fields = postedFields(post)});
    }
    if (m_ends != Ends::WhenDone)
        return;
    if (isHeld() && all.contains(RunOutcome::NeedsPerson))
        showMessage(tr("Everything is paused, so nothing is sent. Open Postreel and press \"Resume all\"."));
    end(exitCodeOf(all));
}

void Run::timeIsUp()
{
    const QVector<RunOutcome> all = outcomes();
    if (m_over || (!m_recording && !all.contains(RunOutcome::Pending)))
        return;
    showMessage(sentence(Error{.kind = ErrorKind::TimedOut}, QString()));
    end(exit_code::timedOut);
}

void Run::refuse(const QString &words)
{
    if (m_over)
        return;
    showMessage(words);
    end(exit_code::usage);
}

void Run::end(std::optional<int> exitCode)
{
    if (m_over)
        return;
    if (m_finishesAll) // the run may end before it could start
        takeUnfinished(m_engine.posts().all());
    const QVector<RunOutcome> all = outcomes();
    int exit = exitCodeOfRecording();
    if (exitCode)
        exit = *exitCode;
    else if (m_ends == Ends::WhenDone) // closed by the user before it was done
        exit = all.contains(RunOutcome::Pending) ? exit_code::needsPerson : exitCodeOf(all);
    m_events.summary(summaryOf(all, exit));
    m_over = true;
    Q_EMIT finished(exit);
}

void Run::showMessage(const QString &words) const
{
    if (m_output.say)
        m_output.say(words);
}

// Takes the Posts as they were at the start, and again once the engine has resumed them.
void Run::resumeUnfinished()
{
    takeUnfinished(m_engine.posts().all());
    m_engine.posts().unfinished(this, [this](const QVector<PostView> &posts) {
        if (m_over)
            return;
        takeUnfinished(posts);
        for (const PostView &post : posts)
            reportStanding(post);
        recordingEnded();
    });
}

void Run::takeUnfinished(const QVector<PostView> &posts)
{
    for (const PostView &post : posts)
        if (isUnfinished(post)) {
            m_views.insert(post.id, post);
            if (!m_posts.contains(post.id))
                trackPost(post.id);
        }
}

void Run::awaitFiles()
{
    const bool away = std::any_of(m_posts.cbegin(), m_posts.cend(),
                                  [this](const QString &id) { return hasFileAway(m_views.value(id)); });
    if (!away || m_ends == Ends::Never || std::exchange(m_awaiting, true))
        return;
    QTimer::singleShot(fileComesBack, this, [this] {
        m_awayIsBad = true;
        settle();
    });
}

// The engine continues a Post that its user already has, instead of a new one of this run.
void Run::replacePost(const QString &id, const QString &inItsPlace)
{
    if (m_over || m_posts.removeAll(id) == 0 || m_posts.contains(inItsPlace))
        return;
    trackPost(inItsPlace);
    if (!m_recording)
        settle();
}

void Run::reportCreated(const PostView &post)
{
    m_told << QStringLiteral("created") % post.id;
    m_events.write({.name = QStringLiteral("created"), .postId = post.id, .fields = createdFields(post)});
    for (const EngineEvent &wait : waitsOf(post)) // the wait began in an earlier call and was reported there
        report(wait);
}

// Reports what the Post needs from the user; an earlier call may have reported the same.
void Run::reportStanding(const PostView &post)
{
    for (const EngineEvent &event : needsOf(post))
        if (!m_told.contains(event.name % (event.uploadId.isEmpty() ? event.postId : event.uploadId)))
            report(event);
    showMessageOnce(post.id, pausedText(post));
}

} // namespace postreel
