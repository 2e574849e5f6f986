#include "ui/connection_text.h"

#include "ui/error_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Connection
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)

public:
    static QString certificate(ErrorDetail detail);
    static QString proxy(const Error &error);
    static QString whereOf(const Error &error);
    static QString inShort(WaitReason reason, const Error &error);
};

QString Connection::certificate(ErrorDetail detail)
{
    switch (detail) { // an open list: what is not about a certificate falls to the end
    case ErrorDetail::SelfSigned:
        return tr("The connection is not private: the certificate is self-signed, so anybody may have made it. Nothing was "
                  "sent. If the server is your own, trust its certificate with --ca-file; if not, try another network.");
    case ErrorDetail::UnknownIssuer:
        return tr("The connection is not private: nobody whom this computer trusts has issued the certificate. Nothing was "
                  "sent. If your company or you issued it, trust the issuer with --ca-file; if not, try another network.");
    case ErrorDetail::Expired:
        return tr("The certificate of the server has expired, so the connection is not private. Nothing was sent. Check the "
                  "clock of this computer; if it is right, the server needs a new certificate: it goes on by itself then.");
    case ErrorDetail::NotYetValid:
        return tr("The certificate of the server is not valid yet by the clock of this computer, so the clock is probably "
                  "wrong. Nothing was sent. Set the clock right: it goes on by itself then.");
    case ErrorDetail::OtherHost:
        return tr("The certificate belongs to another host name, so something else than the server that was asked for may be "
                  "answering. Nothing was sent. Check the address of the API, or try another network.");
    case ErrorDetail::OldTls:
        return tr("The server speaks only versions of TLS that are too old to be private. Nothing was sent. It has to speak "
                  "TLS 1.2 or newer: tell whoever runs it, or try another network.");
    case ErrorDetail::NoTls:
        return tr("What answers speaks no TLS, so the connection is not private. Nothing was sent. Check the address of the "
                  "API, or try another network.");
    default:
        return tr("A private connection to X did not come about, and nothing was sent. Check the clock of this computer, "
                  "try another network, then retry.");
    }
}

QString Connection::whereOf(const Error &error)
{
    if (!error.subject.isEmpty())
        return shownWords(error.subject);
    //: in place of HOST:PORT, behind "The proxy"; in place of a setting, in "The proxy that %1 names"
    return error.kind == ErrorKind::ProxyUnusable ? tr("the system") : tr("of this network");
}

QString Connection::proxy(const Error &error)
{
    const QString where = whereOf(error);
    if (error.kind == ErrorKind::ProxySignIn)
        //: %1 is HOST:PORT; so in all sentences about a proxy
        return tr("The proxy %1 wants a user name and a password, or does not take those that are set, so it lets nothing "
                  "through. Set them with its address (https_proxy=http://NAME:PASSWORD@HOST:PORT), then start again.")
            .arg(where);
    if (error.kind == ErrorKind::ProxyRefused)
        return tr("The proxy %1 does not connect to X: it forbids it, or cannot reach X itself. Nothing is lost. Ask whoever "
                  "runs it to allow it, or leave it out with no_proxy; it is tried again by itself.")
            .arg(where);
    if (error.kind == ErrorKind::ProxyUnusable)
        //: %1 is the name of a setting such as https_proxy
        return tr("The proxy that %1 names cannot be used: Postreel takes http://, socks5:// and socks5h:// with HOST:PORT. "
                  "Nothing was sent. Correct %1, then start again.")
            .arg(where);
    return tr("The proxy %1 cannot be reached, so neither can X. Nothing is lost. Start it, or correct its address in "
              "https_proxy or the settings of the system: it goes on by itself when the proxy is there.")
        .arg(where);
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
                   ? tr("The proxy that %1 names cannot be used").arg(where)
                   : tr("The proxy %1 wants a user name and a password").arg(where);
    if (reason != WaitReason::Certificate)
        return {};
    switch (error.detail) { // as above
    case ErrorDetail::SelfSigned:
        return tr("The certificate is self-signed");
    case ErrorDetail::Expired:
        return tr("The certificate has expired");
    case ErrorDetail::NotYetValid:
        return tr("The clock of this computer is probably wrong");
    case ErrorDetail::OtherHost:
        return tr("The certificate belongs to another host name");
    case ErrorDetail::OldTls:
        return tr("The server speaks only TLS that is too old");
    case ErrorDetail::NoTls:
        return tr("The server speaks no TLS");
    default:
        return tr("The certificate is not trusted");
    }
}

} // namespace

QString connectionSentence(const Error &error)
{
    return error.kind == ErrorKind::TlsFailed ? Connection::certificate(error.detail) : Connection::proxy(error);
}

QString connectionText(WaitReason reason, const Error &error)
{
    return Connection::inShort(reason, error);
}

} // namespace postreel
