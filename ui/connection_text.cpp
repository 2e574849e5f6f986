#include "ui/connection_text.h"

#include "ui/shown_words.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Connection
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)

public:
    static ErrorMessage certificate(const ErrorContext &told);
    static ErrorMessage proxy(const ErrorContext &told);
    static ErrorMessage proxyAway(const ErrorContext &told, const QString &where);
    static QString whereOf(const Error &error);
    static QString inShort(WaitReason reason, const Error &error);
};

ErrorMessage Connection::certificate(const ErrorContext &told)
{
    const bool goesOn = told.goesOn();
    switch (told.error().cause) { // causes that are not about a certificate use the last message
    case ErrorCause::SelfSigned:
        return {tr("The connection is not private: the certificate is self-signed, so anyone could have made it. Postreel "
                   "sends nothing over it. If the server is your own, trust its certificate with --ca-file; if not, use "
                   "another network.")};
    case ErrorCause::UnknownIssuer:
        return {tr("The connection is not private: this computer does not trust whoever issued the certificate. Postreel "
                   "sends nothing over it. If you or your company issued it, trust the issuer with --ca-file; if not, use "
                   "another network.")};
    case ErrorCause::Expired:
        return {joined(tr("The server's certificate has expired, so the connection is not private. Postreel sends nothing "
                          "over it."),
                       goesOn ? tr("Check this computer's clock; if it is right, the server needs a new certificate, and "
                                   "Postreel continues by itself once it has one.")
                              : tr("Check this computer's clock; if it is right, the server needs a new certificate.")),
                goesOn};
    case ErrorCause::NotYetValid:
        return {joined(tr("By this computer's clock, the server's certificate is not valid yet, so the clock is probably "
                          "wrong. Postreel sends nothing over this connection."),
                       goesOn ? tr("Correct the clock, and Postreel continues by itself.") : tr("Correct the clock.")),
                goesOn};
    case ErrorCause::OtherHost:
        return {tr("The certificate belongs to another host, so something other than the right server may be answering. "
                   "Postreel sends it nothing. Check the address of the API, or use another network.")};
    case ErrorCause::OldTls:
        return {tr("The server only speaks versions of TLS that are too old to be private. Postreel sends it nothing. It "
                   "needs TLS 1.2 or newer: tell whoever runs it, or use another network.")};
    case ErrorCause::NoTls:
        return {tr("The server does not speak TLS, so the connection is not private. Postreel sends nothing over it. Check "
                   "the address of the API, or use another network.")};
    default:
        return told.saying(tr("Postreel could not make a private connection to X, and sends nothing over any other."),
                           tr("Check this computer's clock or use another network, %1."),
                           tr("Check this computer's clock or use another network."));
    }
}

QString Connection::whereOf(const Error &error)
{
    if (!error.subject.isEmpty())
        return shownWords(error.subject);
    //: in place of HOST:PORT, behind "The proxy"; in place of a setting, in "The proxy set by %1"
    return error.kind == ErrorKind::ProxyUnusable ? tr("the system") : tr("of this network");
}

ErrorMessage Connection::proxy(const ErrorContext &told)
{
    const QString where = whereOf(told.error());
    if (told.error().kind == ErrorKind::ProxySignIn)
        //: %1 is HOST:PORT; so in all sentences about a proxy
        return {tr("The proxy %1 asks for a user name and a password, or does not accept the ones that are set, so it "
                   "lets nothing through. Put them into its address (https_proxy=http://NAME:PASSWORD@HOST:PORT), then "
                   "start Postreel again.").arg(where), true};
    if (told.error().kind == ErrorKind::ProxyUnusable)
        //: %1 is the name of a setting such as https_proxy
        return {tr("The proxy set by %1 cannot be used: Postreel takes http://, socks5:// and socks5h:// with HOST:PORT, "
                   "and sends nothing around a proxy that is set. Correct it there, then start Postreel again.").arg(where),
                true};
    return proxyAway(told, where);
}

ErrorMessage Connection::proxyAway(const ErrorContext &told, const QString &where)
{
    if (told.error().kind == ErrorKind::ProxyRefused)
        return told.saying(tr("The proxy %1 does not connect to X: it is not allowed to, or cannot reach X itself. Nothing is "
                              "lost.").arg(where),
                           //: %1 is what to do then, such as "then retry"
                           tr("Ask whoever runs the proxy to allow X, or bypass it with no_proxy, %1."),
                           tr("Ask whoever runs the proxy to allow X, or bypass it with no_proxy."));
    const QString away = tr("The proxy %1 cannot be reached, so neither can X. Nothing is lost.").arg(where);
    if (told.goesOn())
        return {joined(away, tr("Start the proxy, or correct its address in https_proxy or the system settings: Postreel "
                                "continues by itself once the proxy is there.")), true};
    //: %1 is what to do then, such as "then retry"
    return told.saying(away, tr("Start the proxy, or correct its address in https_proxy or the system settings, %1."),
                       tr("Start the proxy, or correct its address in https_proxy or the system settings."));
}

QString Connection::inShort(WaitReason reason, const Error &error)
{
    const QString where = whereOf(error);
    if (reason == WaitReason::Proxy)
        return error.kind == ErrorKind::ProxyRefused ? tr("The proxy %1 does not connect to X").arg(where)
                                                     : tr("The proxy %1 cannot be reached").arg(where);
    if (reason == WaitReason::ProxySignIn)
        return error.kind == ErrorKind::ProxyUnusable
                   //: %1 is the name of a setting such as https_proxy
                   ? tr("The proxy set by %1 cannot be used").arg(where)
                   : tr("The proxy %1 asks for a user name and a password").arg(where);
    if (reason != WaitReason::Certificate)
        return {};
    switch (error.cause) { // as above
    case ErrorCause::SelfSigned:
        return tr("The certificate is self-signed");
    case ErrorCause::Expired:
        return tr("The certificate has expired");
    case ErrorCause::NotYetValid:
        return tr("This computer's clock is probably wrong");
    case ErrorCause::OtherHost:
        return tr("The certificate belongs to another host");
    case ErrorCause::OldTls:
        return tr("The server only speaks TLS that is too old");
    case ErrorCause::NoTls:
        return tr("The server does not speak TLS");
    default:
        return tr("The certificate is not trusted");
    }
}

} // namespace

ErrorMessage connectionMessage(const ErrorContext &told)
{
    return told.error().kind == ErrorKind::TlsFailed ? Connection::certificate(told) : Connection::proxy(told);
}

QString connectionText(WaitReason reason, const Error &error)
{
    return Connection::inShort(reason, error);
}

} // namespace postreel
