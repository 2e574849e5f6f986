// Uploads from memory with a bare QNetworkAccessManager on a thread of its own: INIT, segments of 4 MiB with four in
// flight over HTTP/1.1, FINALIZE. What Qt alone makes of the line; Postreel is measured against it.
//
//   bare_loop --api-base URL --access-token-file FILE [--ca-file PEM] --bytes N        exit code 1: it was refused
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QThread>
#include <algorithm>
#include <cstdio>
#include <functional>

namespace {

constexpr qint64 chunkBytes = 4 * 1024 * 1024;
constexpr int mostInFlight = 4;

struct Target
{
    QString base;
    QByteArray token;
    QSslConfiguration tls;
    qint64 bytes = 0;
};

class Loop : public QObject
{
public:
    Loop(Target target, std::function<void(bool)> ended)
        : m_target(std::move(target)), m_ended(std::move(ended)), m_chunk(chunkBytes, 'x')
    {
    }

    void start()
    {
        m_network = new QNetworkAccessManager(this);
        const QJsonObject init{{QStringLiteral("media_type"), QStringLiteral("video/mp4")},
                               {QStringLiteral("total_bytes"), m_target.bytes},
                               {QStringLiteral("media_category"), QStringLiteral("tweet_video")}};
        post(QStringLiteral("initialize"), "application/json", QJsonDocument(init).toJson(), [this](const QByteArray &answer) {
            m_media = QJsonDocument::fromJson(answer).object().value(QStringLiteral("data"))[QStringLiteral("id")].toString();
            fill();
        });
    }

private:
    void fill()
    {
        while (m_inFlight < mostInFlight && m_index * chunkBytes < m_target.bytes) {
            const qint64 size = std::min(chunkBytes, m_target.bytes - m_index * chunkBytes);
            const QByteArray body =
                "--bare\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n" + QByteArray::number(m_index) +
                "\r\n--bare\r\nContent-Disposition: form-data; name=\"media\"; filename=\"blob\"\r\nContent-Type: "
                "application/octet-stream\r\n\r\n" + QByteArray::fromRawData(m_chunk.constData(), size) + "\r\n--bare--\r\n";
            ++m_index;
            ++m_inFlight;
            post(m_media + QStringLiteral("/append"), "multipart/form-data; boundary=bare", body, [this](const QByteArray &) {
                --m_inFlight;
                fill();
            });
        }
        if (m_inFlight == 0)
            post(m_media + QStringLiteral("/finalize"), "application/json", "{}", [this](const QByteArray &) { m_ended(true); });
    }

    void post(const QString &path, const QByteArray &type, const QByteArray &body, std::function<void(QByteArray)> answered)
    {
        QNetworkRequest request(QUrl(m_target.base + QStringLiteral("/2/media/upload/") + path));
        request.setRawHeader("Authorization", "Bearer " + m_target.token);
        request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setSslConfiguration(m_target.tls);
        QNetworkReply *reply = m_network->post(request, body);
        connect(reply, &QNetworkReply::finished, this, [this, reply, answered = std::move(answered)] {
            reply->deleteLater();
            if (reply->error() == QNetworkReply::NoError)
                return answered(reply->readAll());
            std::fprintf(stderr, "bare_loop: %s\n", qPrintable(reply->errorString()));
            m_ended(false);
        });
    }

    Target m_target;
    std::function<void(bool)> m_ended;
    QByteArray m_chunk;
    QNetworkAccessManager *m_network = nullptr;
    QString m_media;
    qint64 m_index = 0;
    int m_inFlight = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("api-base"), QStringLiteral("Server."), QStringLiteral("URL")},
                       {QStringLiteral("access-token-file"), QStringLiteral("Its token."), QStringLiteral("FILE")},
                       {QStringLiteral("ca-file"), QStringLiteral("Trusted."), QStringLiteral("PEM")},
                       {QStringLiteral("bytes"), QStringLiteral("Sent."), QStringLiteral("N")}});
    parser.process(application);
    QFile token(parser.value(QStringLiteral("access-token-file")));
    Target target{.base = parser.value(QStringLiteral("api-base")), .bytes = parser.value(QStringLiteral("bytes")).toLongLong()};
    if (!token.open(QIODevice::ReadOnly) || target.bytes <= 0) {
        std::fprintf(stderr, "bare_loop: --access-token-file and --bytes are needed\n");
        return 2;
    }
    target.token = token.readAll().trimmed();
    target.tls = QSslConfiguration::defaultConfiguration();
    if (parser.isSet(QStringLiteral("ca-file")))
        target.tls.addCaCertificates(parser.value(QStringLiteral("ca-file")));

    QThread thread;
    Loop loop(target, [](bool done) { QCoreApplication::exit(done ? 0 : 1); });
    loop.moveToThread(&thread);
    QObject::connect(&thread, &QThread::started, &loop, [&loop] { loop.start(); });
    thread.start();
    const int code = QCoreApplication::exec();
    thread.quit();
    thread.wait();
    return code;
}
