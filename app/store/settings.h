// What the engine learns and keeps, typed, in one table of names and defaults.
// Invariant: a name stands in one function here and nowhere else in the code.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

#include <QJsonObject>

namespace postreel {

// What X named to the user of an account.
struct StatedLimits
{
    qint64 durationMs = 0; // longest video; 0: nothing was said
    qint64 bytes = 0;      // largest file; 0: nothing was said
    bool premium = false;  // the subscription that the user had then
    qint64 durationAtMs = 0; // when each was said, on the wall clock
    qint64 bytesAtMs = 0;
};

class Settings
{
public:
    explicit Settings(Database &database) : m_database(database) {}

    // The wire form that an API base was seen to speak; Unknown: ask.
    WireForm formOf(const QString &apiBase);
    void setFormOf(const QString &apiBase, WireForm form);

    // Largest segment that an API base is known to take, in bytes; 0: unproven.
    qint64 provenChunkOf(const QString &apiBase);
    void setProvenChunkOf(const QString &apiBase, qint64 bytes);

    // What the last upload over an API base ended with; the default when there was none.
    Pace paceOf(const QString &apiBase);
    void setPaceOf(const QString &apiBase, const Pace &pace);

    // What is known of X's limits, as RateLimitTracker writes it. Errors: Storage.
    QJsonObject rates();
    Result<Done> setRates(const QJsonObject &rates);

    // The speed limits, as app/upload/speed_limit.h writes them. Errors: Storage.
    QJsonObject speedLimits();
    Result<Done> setSpeedLimits(const QJsonObject &limits);

    // The best speed of the last sending, in bytes per second; 0: none yet.
    qint64 goodSpeed();
    void setGoodSpeed(qint64 bytesPerSecond);

    // Whether to ask before anything is sent over a metered connection.
    bool askWhenMetered();
    void setAskWhenMetered(bool ask);

    // Whether "Pause all" is in force.
    bool pausedAll();
    void setPausedAll(bool paused);

    // What was measured while files were fixed, as the engine writes it.
    QJsonObject fixSpeeds();
    void setFixSpeeds(const QJsonObject &speeds);

    // Whether files that X would refuse are fixed without a question.
    bool fixByItself();
    void setFixByItself(bool fix);

    // Limits that X named to the user of an account, however long ago.
    StatedLimits statedLimitsOf(const QString &account);
    void setStatedLimitsOf(const QString &account, const StatedLimits &limits);

    // What the digests of tokens are keyed with, in this profile alone; made when it is first asked for. Errors:
    // Storage; nothing is made in place of one that cannot be read.
    Result<QByteArray> tokenSalt();
    // The account that a token was found to be of, by the token's digest; empty: not known. Errors: Storage.
    QString accountOfToken(const QString &digest);
    Result<Done> setAccountOfToken(const QString &digest, const QString &account);

private:
    QString read(const QString &name);
    Result<QString> ask(const QString &name);
    Result<Done> write(const QString &name, const QString &value);
    QJsonObject readJson(const QString &name);
    Result<Done> writeJson(const QString &name, const QJsonObject &value);
    Database &m_database;
    QHash<QString, QString> m_known; // what was read or written once; this class is the only writer
};

} // namespace postreel
