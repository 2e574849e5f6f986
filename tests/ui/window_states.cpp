#include "window_states.h"

#include "sample_views.h"
#include "ui/window/compose/composer.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/removal_bar.h"
#include "ui/window/status_line.h"

#include <QAbstractButton>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <functional>
#include <utility>

namespace postreel::testing {

namespace {

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

// A landscape of its own for every file.
QString pictureOf(const QString &folder, const QString &id, const QSize &size)
{
    if (folder.isEmpty())
        return {};
    const QString file = folder % u'/' % id % QLatin1String(".png");
    const int hue = static_cast<int>(qHash(id, 7) % 360);
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor::fromHsv(hue, 130, 240));
    sky.setColorAt(1, QColor::fromHsv((hue + 40) % 360, 90, 250));
    painter.fillRect(image.rect(), sky);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 3; ++i) {
        painter.setBrush(QColor::fromHsv(hue, 120 + 40 * i, 170 - 45 * i));
        painter.drawEllipse(QPointF(size.width() * (0.15 + 0.35 * i), size.height() * 1.1), size.width() * 0.42,
                            size.height() * (0.7 - 0.1 * i));
    }
    image.save(file);
    return file;
}

class Filling
{
public:
    Filling(MainWindow &window, QString pictures) : m_window(window), m_pictures(std::move(pictures)) {}

    void welcome() { m_window.queue().setOffer(true); }
    void offer()
    {
        m_window.queue().setOffer(true);
        PostView draft = post("d", PostState::Draft, "Harbour at dawn", {media("u", UploadState::NeedsSignIn)});
        draft.account.clear();
        draft.accountLabel.clear();
        draft.uploads[0].hasAccount = false;
        m_window.queue().model().putAll({draft});
        m_window.composer().showDraft(draft.parts.first(), draft.uploads);
    }
    void empty() { account(); }
    void writing()
    {
        account();
        m_window.composer().showDraft(words("The tide was out, and the whole bay smelled of salt.\nMore tomorrow."), {});
        m_window.queue().model().putAll(rows());
    }
    void uploading()
    {
        account();
        const UploadView film = media("u", UploadState::Sending);
        m_window.composer().showDraft(words("Harbour at dawn, one take."), {film});
        QVector<PostView> posts = rows();
        posts.prepend(post("d", PostState::Draft, "Harbour at dawn, one take.", {film}));
        m_window.queue().model().putAll(posts);
    }
    void verdict()
    {
        account();
        UploadView film = media("u", UploadState::NeedsFix);
        film.verdict = Verdict::WillBeRefused;
        film.problems = {{words("frame rate"), words("120 fps"), words("60 fps"), {}},
                         {words("video codec"), words("HEVC"), words("H.264"), {}}};
        film.offer = {.kind = FixKind::Video, .ms = 10'000, .bytes = 31'000'000};
        m_window.composer().showDraft(words("Slow motion of the ferry"), {film});
        QVector<PostView> posts = rows();
        posts.prepend(post("d", PostState::Draft, "Slow motion of the ferry", {film}));
        m_window.queue().model().putAll(posts);
    }
    void pictures()
    {
        account();
        QVector<UploadView> four;
        for (const char *name : {"a", "b", "c", "e"}) {
            UploadView one = media(name, UploadState::Ready, "/pictures/low tide at the old pier.jpg");
            one.facts.mediaType = words("image/jpeg");
            one.facts.durationMs = -1;
            one.totalBytes = 3'400'000;
            four << one;
        }
        four[1].facts.width = 720;
        four[1].facts.height = 1280;
        four[1].thumbnail = pictureOf(m_pictures, words("upright"), {360, 640});
        m_window.composer().showDraft(words("Four from this morning"), four);
        m_window.queue().model().putAll(rows());
    }
    void messages()
    {
        uploading();
        MessageBar *bar = m_window.messages().addMessage(Severity::Active, words("Goes out in 5 s"));
        bar->addAction(words("Undo"), bar, [] {});
        bar = m_window.messages().addMessage(
            Severity::Warning, words("This connection may charge for data: 3 uploads are waiting for your decision."));
        bar->addAction(words("Send now"), bar, [] {});
        bar->addAction(words("Never ask"), bar, [] {});
        m_window.removalBar().setText(words("“harbour at dawn.mp4” removed"), {});
    }
    void failed()
    {
        account();
        UploadView film = media("u", UploadState::Failed);
        film.error = Error{.kind = ErrorKind::Rejected, .detail = words("InvalidMedia: the video could not be read")};
        PostView row = post("d", PostState::Failed, "The lighthouse, again", {film});
        row.error = film.error;
        m_window.composer().showDraft(row.parts.first(), {film});
        QVector<PostView> posts = rows();
        posts.prepend(row);
        m_window.queue().model().putAll(posts);
    }
    // As in a language that takes a good deal more room.
    void longWords()
    {
        verdict();
        MessageBar *bar = m_window.messages().addMessage(
            Severity::Warning, words("Für diese Verbindung gilt eine Grenze, die Sie selbst gesetzt haben: 3 Videos warten auf Ihre Entscheidung."));
        bar->addAction(words("Nie fragen"), bar, [] {});
        bar->addAction(words("Jetzt senden"), bar, [] {});
        QVector<PostView> posts = rows();
        for (PostView &one : posts)
            one.accountLabel = words("@Rindfleischetikettierungsueberwachung");
        m_window.queue().model().putAll(posts);
        for (QAbstractButton *button : m_window.findChildren<QAbstractButton *>())
            if (!button->text().isEmpty() && !m_window.messages().isAncestorOf(button))
                button->setText(button->text() % QStringView(words("ungsbeschreibung")).left(2 + button->text().size() / 4));
    }
    void mixed()
    {
        account();
        m_window.composer().showDraft(words("שלום מהנמל בחיפה, זה היום הראשון.\nAnd a line in English, too.\nمرحبا من الميناء."),
                                      {media("u", UploadState::Sending, "/films/הנמל בזריחה 2.mp4")});
        QVector<PostView> posts = rows();
        posts.prepend(post("h", PostState::Posted, "שלום מהנמל בחיפה, זה היום הראשון (1).",
                           {media("v", UploadState::Ready, "/films/הנמל בזריחה.mp4")}));
        posts.prepend(post("g", PostState::WaitingForMedia, "مرحبا من الميناء: 3 films!",
                           {media("w", UploadState::Sending, "/films/ميناء.mp4")}));
        m_window.queue().model().putAll(posts);
    }
    void details()
    {
        uploading();
        m_window.show(); // which they need to find their place
        m_window.queue().showDetails(words("s"));
    }

private:
    void account()
    {
        m_window.composer().setAccounts({{.key = words("a"), .label = words("@harbourfilms"), .name = words("Harbour Films")},
                                         {.key = words("sandbox"), .label = words("Sandbox"), .sandbox = true}},
                                        words("a"));
        m_window.statusLine().setAccount(words("@harbourfilms"));
        m_window.statusLine().setStatus({.bytesPerSecond = 1'400'000,
                                         .timeLeftMs = 340'000,
                                         .limitBytesPerSecond = 2'000'000,
                                         .limitReason = LimitReason::Plain,
                                         .active = 3,
                                         .uploading = 2,
                                         .unfinished = 30,
                                         .waitingPosts = 2});
    }
    UploadView media(const char *id, UploadState state, const char *file = "/films/harbour at dawn.mp4") const
    {
        UploadView upload = sampleUpload(words(id), state, words(file));
        upload.thumbnail = pictureOf(m_pictures, upload.id, {640, 360});
        return upload;
    }
    PostView post(const char *id, PostState state, const char *text, const QVector<UploadView> &uploads = {}) const
    {
        return samplePost(words(id), state, words(text), uploads);
    }
    // One of each kind that a list has on a busy day.
    QVector<PostView> rows() const
    {
        PostView waits = post("w", PostState::Waiting, "Evening ferry", {media("u3", UploadState::Ready)});
        waits.reason = WaitReason::Offline;
        waits.error = Error{.kind = ErrorKind::NotReached};
        PostView sandbox = post("x", PostState::Posted, "Tried it out first", {media("u5", UploadState::Ready)});
        sandbox.sandbox = true;
        return {post("s", PostState::WaitingForMedia, "Tide pools, one low tide, no cuts",
                     {media("u1", UploadState::Sending, "/films/tide pools 2024-06-02.mp4")}),
                post("q", PostState::WaitingForMedia, "", {media("u2", UploadState::Queued, "/films/night train.mov")}),
                waits,
                post("f", PostState::Draft, "", {media("u4", UploadState::Ready, "/films/rain on the roof.mp4")}),
                post("k", PostState::AskPerson, "Is it out already?"),
                sandbox,
                post("o", PostState::Posted, "Good morning from the pier. Coffee first, then the boats, then the long way "
                                             "home along the water, and no hurry at all.")};
    }

    MainWindow &m_window;
    const QString m_pictures;
};

const QVector<std::pair<QString, void (Filling::*)()>> &states()
{
    static const QVector<std::pair<QString, void (Filling::*)()>> table{
        {words("welcome"), &Filling::welcome},   {words("offer"), &Filling::offer},
        {words("empty"), &Filling::empty},       {words("writing"), &Filling::writing},
        {words("uploading"), &Filling::uploading}, {words("verdict"), &Filling::verdict},
        {words("pictures"), &Filling::pictures}, {words("messages"), &Filling::messages},
        {words("failed"), &Filling::failed},     {words("long"), &Filling::longWords},
        {words("mixed"), &Filling::mixed},       {words("details"), &Filling::details},
    };
    return table;
}

} // namespace

QStringList windowStates()
{
    QStringList names;
    for (const auto &[name, filling] : states())
        names << name;
    return names;
}

void fill(MainWindow &window, const QString &state, const QString &pictures)
{
    for (const auto &[name, filling] : states())
        if (name == state)
            (Filling(window, pictures).*filling)();
}

} // namespace postreel::testing
