// A link in arithmetic: so many bytes per millisecond for all connections together, a round trip, a server that
// thinks, connections that break. One file goes over it as Pacing asks for it.
// Invariant: no clock and no chance but the seed's; the same link gives the same outcome.
#pragma once

#include "app/upload/pacing.h"
#include "app/upload/segment_plan.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace postreel::testing {

struct SimulatedLink
{
    double bytesPerMs = 12'500;
    qint64 rttMs = 60;
    qint64 thinkMs = 150;
    qint64 bytesPerReset = 0; // the connection that carries each such byte breaks; 0: none does
    std::function<double(qint64 atMs)> rateAt; // in place of bytesPerMs
    int breakAbove = 0;       // more connections than this break each other; 0: any number is well
    bool unproven = false;    // no size was ever acknowledged: the first one is tried
};

struct SimulatedRun
{
    qint64 ms = 0;         // from the media id to the last answer
    double idealMs = 0;    // the bytes alone at the link's rate
    qint64 sent = 0;       // bytes, with those that were sent again
    int requests = 0;
    int parallel = 0;      // at the end
    double ratio() const { return static_cast<double>(ms) / idealMs; }
};

class LinkSimulation
{
public:
    LinkSimulation(const SimulatedLink &link, qint64 total, const Pace &start = {})
        : m_link(link), m_left(total), m_total(total), m_pacing(start)
    {
        if (link.unproven)
            cutTrial();
    }

    SimulatedRun run()
    {
        while (m_acked < m_total && m_now < 100'000'000) {
            send();
            carry();
            ++m_now;
            settle();
        }
        m_run.ms = m_now;
        m_run.parallel = m_pacing.parallel();
        return m_run;
    }

private:
    struct Out
    {
        qint64 bytes = 0;
        qint64 began = 0;
        qint64 flowsFrom = 0; // when its first byte is on the link
        double left = 0;
        qint64 answerAt = -1;
        int concurrent = 0;
        bool tries = false; // a size; no other is cut until it is answered
    };
    static constexpr qint64 retryMs = 750;
    static constexpr int mostSegments = 1000;

    double rate() const { return m_link.rateAt ? m_link.rateAt(m_now) : m_link.bytesPerMs; }

    void cutTrial()
    {
        Upload upload;
        upload.fingerprint.size = m_total;
        upload.chunkBytes = plan::firstChunk(m_total, 0);
        const QVector<Segment> cut = plan::trialSegments(upload, 0);
        m_again.push_back({.bytes = cut.last().length, .tries = true}); // leaves first
        for (const Segment &segment : cut.first(cut.size() - 1))
            m_again.push_back({.bytes = segment.length});
        for (const Out &out : m_again)
            m_left -= out.bytes;
        m_cut = static_cast<int>(m_again.size());
        m_trying = true;
    }

    void send()
    {
        while (static_cast<int>(m_out.size()) < m_pacing.parallel()) {
            const auto again = std::find_if(m_again.begin(), m_again.end(), [&](const Out &o) { return o.began <= m_now; });
            qint64 bytes = 0;
            bool tries = false;
            if (again != m_again.end()) {
                bytes = again->bytes;
                tries = again->tries;
                m_again.erase(again);
            } else if (m_left > 0 && !m_trying) {
                const qint64 needed = (m_left + mostSegments - m_cut - 1) / std::max(1, mostSegments - m_cut);
                bytes = std::min(m_left, std::max(needed, m_pacing.nextChunk()));
                m_left -= bytes;
                ++m_cut;
            } else {
                return;
            }
            m_pacing.started();
            ++m_run.requests;
            m_out.push_back({bytes, m_now, m_now + m_link.rttMs / 2, static_cast<double>(bytes), -1, 0, tries});
        }
    }

    void carry()
    {
        std::vector<Out *> flowing;
        for (Out &out : m_out) {
            out.concurrent = std::max(out.concurrent, static_cast<int>(m_out.size()));
            if (out.left > 0 && out.flowsFrom <= m_now)
                flowing.push_back(&out);
        }
        double credit = rate();
        if (m_acked < m_total)
            m_run.idealMs = idealSoFar();
        while (credit > 0.01 && !flowing.empty()) {
            const double each = credit / static_cast<double>(flowing.size());
            for (Out *out : flowing) {
                const double moved = std::min(each, out->left);
                out->left -= moved;
                credit -= moved;
                m_carried += moved;
                m_run.sent += static_cast<qint64>(moved);
                if (m_link.bytesPerReset > 0 && m_carried >= static_cast<double>(m_link.bytesPerReset)) {
                    m_carried = 0;
                    out->answerAt = -2; // broken
                }
            }
            std::erase_if(flowing, [](const Out *out) { return out->left <= 0 || out->answerAt == -2; });
        }
        if (m_link.breakAbove > 0 && static_cast<int>(m_out.size()) > m_link.breakAbove)
            for (Out &out : m_out)
                out.answerAt = -2;
        for (Out &out : m_out)
            if (out.left <= 0 && out.answerAt == -1)
                out.answerAt = m_now + m_link.thinkMs + m_link.rttMs / 2;
    }

    // With a rate that changes: the time at which that link would have carried all bytes.
    double idealSoFar()
    {
        if (!m_link.rateAt)
            return static_cast<double>(m_total) / m_link.bytesPerMs;
        if (m_possible < static_cast<double>(m_total)) {
            m_possible += rate();
            m_ideal = static_cast<double>(m_now + 1);
        }
        return m_ideal;
    }

    void settle()
    {
        const int inFlight = static_cast<int>(m_out.size());
        for (const Out &out : m_out) {
            if (out.answerAt == -2) {
                m_pacing.lost(std::max(out.concurrent, inFlight));
                m_again.push_back({.bytes = out.bytes, .began = m_now + retryMs, .tries = out.tries});
            } else if (out.answerAt >= 0 && out.answerAt <= m_now) {
                m_acked += out.bytes;
                m_trying = m_trying && !out.tries;
                m_pacing.acked(m_now, out.bytes, m_now - out.began, std::max(out.concurrent, inFlight));
            }
        }
        std::erase_if(m_out, [&](const Out &out) { return out.answerAt == -2 || (out.answerAt >= 0 && out.answerAt <= m_now); });
        if (m_out.empty())
            m_pacing.idle();
    }

    SimulatedLink m_link;
    qint64 m_left;
    qint64 m_total;
    Pacing m_pacing;
    SimulatedRun m_run;
    std::vector<Out> m_out;
    std::vector<Out> m_again;
    qint64 m_now = 0;
    qint64 m_acked = 0;
    int m_cut = 0;
    bool m_trying = false;
    double m_carried = 0;
    double m_possible = 0;
    double m_ideal = 0;
};

} // namespace postreel::testing
