// Builds request bodies: JSON and multipart.
// Invariant: nothing of the user's (file name, text) is ever written into a header.
#pragma once

#include "app/x/exchange.h"

#include <QJsonObject>

namespace postreel {

Request getRequest(Call call, const QString &path, const QUrlQuery &query = {});
Request jsonRequest(Call call, const QString &path, const QJsonObject &object);

using FormFields = QVector<std::pair<QByteArray, QByteArray>>;
// multipart/form-data (RFC 7578): the fields, then the pieces of `media`, if any, as one file part.
Request multipartRequest(Call call, const QString &path, const FormFields &fields, const QVector<QByteArray> &media = {});

} // namespace postreel
