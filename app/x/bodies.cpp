#include "app/x/bodies.h"

#include <QJsonDocument>
#include <QUuid>

namespace postreel {

Request getRequest(Call call, const QString &path, const QUrlQuery &query)
{
    return Request{.call = call, .method = "GET", .path = path, .query = query, .contentType = {}, .body = {}};
}

Request jsonRequest(Call call, const QString &path, const QJsonObject &object)
{
    return Request{.call = call,
                   .method = "POST",
                   .path = path,
                   .query = {},
                   .contentType = "application/json",
                   .body = {QJsonDocument(object).toJson(QJsonDocument::Compact)}};
}

Request multipartRequest(Call call, const QString &path, const FormFields &fields,
                         const QVector<QByteArray> &media)
{
    // 122 random bits: a file that contains them is less likely than a broken disk.
    const QByteArray boundary = "postreel-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    QByteArray head;
    for (const auto &[name, value] : fields)
        head += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    QVector<QByteArray> body;
    if (!media.isEmpty()) {
        head += "--" + boundary
            + "\r\nContent-Disposition: form-data; name=\"media\"; filename=\"media\"\r\n"
              "Content-Type: application/octet-stream\r\n\r\n";
        body = QVector<QByteArray>{head} + media + QVector<QByteArray>{"\r\n--" + boundary + "--\r\n"};
    } else {
        body = {head + "--" + boundary + "--\r\n"};
    }
    return Request{.call = call,
                   .method = "POST",
                   .path = path,
                   .query = {},
                   .contentType = "multipart/form-data; boundary=" + boundary,
                   .body = body};
}

} // namespace postreel
