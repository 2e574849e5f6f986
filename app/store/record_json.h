// Converts records to and from the JSON that the database keeps in its `body` columns.
// Invariant: read(write(record)) == record; a missing or odd member reads as its default and never crashes, so an older body
// stays readable.
#pragma once

#include "app/store/records.h"

#include <QJsonArray>
#include <QJsonObject>

namespace postreel {

QJsonObject toJson(const Error &error);
Error errorFromJson(const QJsonObject &object);

QJsonArray toJson(const QVector<Problem> &problems);

// Without `segments`, which have their own table.
QJsonObject toJson(const Upload &upload);
Upload uploadFromJson(const QJsonObject &object);

QJsonObject toJson(const Post &post);
Post postFromJson(const QJsonObject &object);

QJsonObject toJson(const AccountRecord &account);
AccountRecord accountFromJson(const QJsonObject &object);

} // namespace postreel
