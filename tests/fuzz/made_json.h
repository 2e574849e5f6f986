// JSON as a hostile peer might send it: the input chooses keys that the parser knows, and values of any type.
// Raw bytes alone would seldom get past the JSON parser, which is Qt's and gives libFuzzer no hint.
#pragma once

#include "tests/fuzz/byte_source.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <limits>

namespace postreel::fuzzing {

struct JsonWords
{
    QStringList keys;
    QStringList values;
};

inline QJsonValue madeNumber(ByteSource &source)
{
    static constexpr std::array<double, 12> odd{0,   -1,    1,      0.5,    99,    100,
                                                101, 1e300, -1e300, 1.8e19, 4.3e9, -2147483649.0};
    const int pick = source.below(16);
    if (pick < static_cast<int>(odd.size()))
        return odd[static_cast<std::size_t>(pick)];
    if (pick == 12)
        return std::numeric_limits<qint64>::max();
    if (pick == 13)
        return std::numeric_limits<qint64>::min();
    return pick == 14 ? QJsonValue(source.number()) : QJsonValue(qint64(source.byte()));
}

inline QJsonValue madeJson(ByteSource &source, const JsonWords &words, int depth = 0)
{
    constexpr int deepest = 6;
    const int kind = source.below(depth < deepest ? 10 : 6);
    if (kind == 0)
        return QJsonValue::Null;
    if (kind == 1)
        return source.byte() % 2 == 0;
    if (kind == 2)
        return madeNumber(source);
    if (kind < 5)
        return words.values.at(source.below(words.values.size()));
    if (kind == 5)
        return source.text(source.byte());
    const int count = source.below(12);
    if (kind == 6) {
        QJsonArray array;
        for (int i = 0; i < count; ++i)
            array.append(madeJson(source, words, depth + 1));
        return array;
    }
    QJsonObject object;
    for (int i = 0; i < count && !source.atEnd(); ++i) {
        const QString key = words.keys.at(source.below(words.keys.size()));
        object[key] = madeJson(source, words, depth + 1);
    }
    return object;
}

// A body: as it is if the first byte is odd, else made of words.
inline QByteArray madeBody(ByteSource &source, const JsonWords &words)
{
    if (source.byte() % 2 == 1)
        return source.rest();
    const QJsonValue value = madeJson(source, words);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

} // namespace postreel::fuzzing
