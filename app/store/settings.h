// What the engine learns and keeps, typed, with all names and defaults in one place.
// Setters without a result only log a failure: losing a learned value costs one more question to X.
// Invariant: no name is used outside this class.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

#include <QJsonObject>

namespace postreel {

// Limits that X stated for the user of an account.
struct StatedLimits
{
    qint64 durationMs = 0; // longest video; 0: not stated
    qint64 bytes = 0;      // largest file; 0: not stated
    bool premium = false;  // whether the user had a Premium subscription then
    qint64 durationAtMs = 0; // when each was stated, on the wall clock
    qint64 bytesAtMs = 0;
};

class Settings
{
public:
    explicit Settings(Database &database) : m_database(database) {}

    // The wire form that an API base was seen to speak; Unknown: not found out yet.
    WireForm formOf(const QString &apiBase);
    void setFormOf(const QString &apiBase, WireForm form);

    // Largest segment that an API base has accepted, in bytes; 0: none yet.
    qint64 provenChunkOf(const QString &apiBase);
    void setProvenChunkOf(const QString &apiBase, qint64 bytes);

    // What the last upload to an API base ended with; the default if there was none.
    Pace paceOf(const QString &apiBase);
    void setPaceOf(const QString &apiBase, const Pace &pace);

    enum class Document {
        Rates,       // X's rate limits, as RateLimitTracker writes them
        SpeedLimits, // as app/engine/speed_limit.h writes them
        FixSpeeds,   // measured while files were fixed, as the engine writes them
    };
    // Empty if there is none yet. Errors of the setter: Storage.
    QJsonObject document(Document which);
    Result<Done> setDocument(Document which, const QJsonObject &content);

    // The best speed of the last sending, in bytes per second; 0: none yet.
    qint64 lastBestSpeed();
    void setLastBestSpeed(qint64 bytesPerSecond);

    // Whether to ask before anything is sent over a metered connection; true by default.
    bool askWhenMetered();
    void setAskWhenMetered(bool ask);

    // Whether "Pause all" is in force; also true if that cannot be read. Errors of the setter: Storage.
    bool pausedAll();
    Result<Done> setPausedAll(bool paused);

    // Whether files that X would refuse are fixed without asking; false by default.
    bool fixByItself();
    void setFixByItself(bool fix);

    // Limits that X stated for the user of an account, however long ago.
    StatedLimits statedLimitsOf(const QString &account);
    void setStatedLimitsOf(const QString &account, const StatedLimits &limits);

    // The key of the digests of tokens, unique to this profile; created on first use. Errors: Storage; a key that cannot be
    // read is not replaced.
    Result<QByteArray> tokenSalt();
    // The account that a token was found to belong to, by the token's digest; empty: unknown, or unreadable. Errors of the
    // setter: Storage.
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
