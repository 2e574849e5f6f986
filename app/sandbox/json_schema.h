// Describes the members that a JSON body may have, and checks a body against that description.
// Invariant: a body that passes check() has no member that its shape does not name.
#pragma once

#include <QJsonValue>
#include <QList>
#include <QStringList>
#include <optional>

namespace postreel::sandbox {

struct JsonSchema
{
    enum class Kind { String, Integer, Number, Boolean, Object, Array, AnyObject };

    Kind kind = Kind::String;
    bool required = false;
    QList<std::pair<const char *, JsonSchema>> members = {}; // of an Object
    QList<JsonSchema> items = {};                            // of an Array: one shape, or none for any
    const char *pattern = nullptr;                          // of a String, anchored by the caller
    QStringList choices = {};                               // of a String
    qint64 least = 0;                                       // minimum: Integer, code points, Array size
    qint64 most = -1;                                       // maximum of the same; -1: no limit

    // Returns X's sentence about the first error, e.g. "$.text: integer found, string expected"; nothing if
    // the value fits.
    std::optional<QString> check(const QJsonValue &value, const QString &path = QStringLiteral("$")) const;

private:
    std::optional<QString> checkString(const QString &text, const QString &path) const;
    std::optional<QString> checkObject(const QJsonValue &value, const QString &path) const;
    std::optional<QString> checkArray(const QJsonValue &value, const QString &path) const;
};

// The shape of an id: a string of 1 to 19 digits.
JsonSchema idShape(bool required = false);

} // namespace postreel::sandbox
