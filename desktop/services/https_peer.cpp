#include <QDateTime>
#include <QElapsedTimer>
#include <QLocale>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>

#include "desktop/services/https_peer.h"

#include "common/environment.h"
#include "common/ledger/date.h"
#include "common/sync/change_set.h"
#include "desktop/services/http_reply.h"
#include "desktop/services/server_key.h"

#include <algorithm>
#include <charconv>

namespace qm::desktop {

namespace {

constexpr std::size_t compressFrom = 1024; ///< a smaller body gains nothing
constexpr std::size_t replyBytesMax = 16 << 20; ///< as sent
constexpr std::size_t replyDecodedMax = 64 << 20;
constexpr int sliceMs = 100; ///< how often isCancelled is asked
constexpr const char* kept = " Your changes are kept and will be sent later.";

Error offline(const std::string& what)
{
    return { ErrorCode::Offline, what + kept };
}

std::optional<std::int64_t> integer(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Retry-After: seconds or a date. A day at most: whoever says more is asked again tomorrow.
std::optional<int> retryAfter(std::string_view text, std::int64_t nowMs)
{
    constexpr std::int64_t most = 86'400;
    if (const auto seconds = integer(text))
        return static_cast<int>(std::clamp<std::int64_t>(*seconds, 0, most));
    const QString given = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    QDateTime when = QLocale::c().toDateTime(given, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!when.isValid())
        return std::nullopt;
    when.setTimeSpec(Qt::UTC);
    return static_cast<int>(std::clamp<std::int64_t>((when.toMSecsSinceEpoch() - nowMs + 999) / 1000, 0, most));
}

/// Why a certificate does not verify, and what to do about it.
std::string reasonOf(const QList<QSslError>& errors)
{
    // The first that tells most: an authority that is not known hides behind errors that only follow from it.
    for (const auto& error : errors) {
        switch (error.error()) {
        case QSslError::CertificateExpired: return "it has expired; the server needs a new one";
        case QSslError::CertificateNotYetValid: return "it is not valid yet; is this computer's clock right?";
        case QSslError::HostNameMismatch:
            return "it is for another name; connect by the name that stands in the certificate";
        case QSslError::CertificateRevoked: return "it has been revoked";
        default: break;
        }
    }
    for (const auto& error : errors) {
        switch (error.error()) {
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
            return "it is self-made; if it is your own server's, connect with its invitation link or with --ca FILE";
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
            return "no authority known here vouches for it; if it is your own server's, connect with its invitation "
                   "link or with --ca FILE";
        default: break;
        }
    }
    return errors.isEmpty() ? "it is not accepted" : errors.first().errorString().toStdString();
}

HttpsPeer::Trouble troubleOf(const QList<QSslError>& errors)
{
    using Trouble = HttpsPeer::Trouble;
    for (const auto& error : errors) {
        switch (error.error()) {
        case QSslError::CertificateExpired: return Trouble::CertificateExpired;
        case QSslError::CertificateNotYetValid: return Trouble::CertificateNotYetValid;
        case QSslError::HostNameMismatch: return Trouble::CertificateOfAnotherName;
        case QSslError::CertificateRevoked: return Trouble::CertificateRefused;
        default: break;
        }
    }
    for (const auto& error : errors) {
        switch (error.error()) {
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted: return Trouble::CertificateUnknown;
        default: break;
        }
    }
    return Trouble::CertificateRefused;
}

} // namespace

struct HttpsPeer::Private {
    Options options;
    Trouble trouble = Trouble::None;
    std::unique_ptr<QSslSocket> socket;

    bool isOpen()
    {
        if (!socket)
            return false;
        // What the server did to an idle connection shows only when one looks.
        if (socket->state() == QAbstractSocket::ConnectedState && !socket->waitForReadyRead(0)
            && socket->state() == QAbstractSocket::ConnectedState)
            return true;
        socket.reset();
        return false;
    }

    std::string name() const { return options.server.authority(); }

    bool isCancelled() const { return options.isCancelled && options.isCancelled(); }

    Result<> open();
    Result<> secure();
    Result<> checkKey();
    /// Waits in slices with `wait`, which is given milliseconds; false when it failed, timed out or was cancelled.
    template <typename Wait>
    bool waitFor(int timeoutMs, Wait wait);
    Error notReached();
    Error cut(bool isTimeout);

    std::string messageOf(const PeerRequest& request) const;
    /// Sends and reads the answer. `isStale`: the connection turned out to be closed before anything came.
    Result<> converse(const std::string& message, HttpReply& reply, bool& isStale);
    Result<PeerReply> replyOf(HttpReply& reply);
};

template <typename Wait>
bool HttpsPeer::Private::waitFor(int timeoutMs, Wait wait)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const qint64 left = timeoutMs - timer.elapsed();
        if (left <= 0 || isCancelled())
            return false;
        if (wait(static_cast<int>(options.isCancelled ? std::min<qint64>(left, sliceMs) : left)))
            return true;
        if (socket->state() == QAbstractSocket::UnconnectedState)
            return false;
    }
}

Error HttpsPeer::Private::notReached()
{
    trouble = isCancelled() ? Trouble::Cancelled : Trouble::NoAnswer;
    if (isCancelled())
        return offline("The request to " + name() + " was given up.");
    switch (socket->error()) {
    case QAbstractSocket::HostNotFoundError:
        trouble = Trouble::UnknownName;
        return offline(
            "The name " + options.server.host + " is not known: there is no network, or the name is misspelt.");
    case QAbstractSocket::ConnectionRefusedError:
        trouble = Trouble::NotListening;
        return offline("The server " + name() + " refuses the connection: it is not running, or not at this port.");
    case QAbstractSocket::SocketTimeoutError:
    case QAbstractSocket::UnknownSocketError: return offline("The server " + name() + " did not answer in time.");
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        trouble = Trouble::Proxy;
        return offline("The network's proxy does not let the connection to " + name() + " through.");
    default:
        return offline("The server " + name() + " cannot be reached: " + socket->errorString().toStdString() + ".");
    }
}

Error HttpsPeer::Private::cut(bool isTimeout)
{
    trouble = isCancelled() ? Trouble::Cancelled : Trouble::NoAnswer;
    if (isCancelled())
        return offline("The request to " + name() + " was given up.");
    if (isTimeout)
        return offline("The server " + name() + " did not answer in time.");
    return offline("The connection to " + name() + " broke off before the answer was complete.");
}

Result<> HttpsPeer::Private::open()
{
    socket = std::make_unique<QSslSocket>();
    if (options.server.isLoopback())
        socket->setProxy(QNetworkProxy::NoProxy);
    else
        socket->setProtocolTag(options.server.isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    socket->connectToHost(QString::fromStdString(options.server.host), options.server.port);
    const bool isConnected = waitFor(options.connectTimeoutMs, [this](int ms) { return socket->waitForConnected(ms); });
    if (!isConnected)
        return notReached();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // TCP_NODELAY
    return options.server.isEncrypted ? secure() : Result<>();
}

Result<> HttpsPeer::Private::secure()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (options.key) {
        // The handshake proves that the other side has its certificate's key; checkKey() that it is the one meant.
        // Nothing of the request is written before.
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    } else {
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (!options.caPem.empty())
            configuration.addCaCertificates(QSslCertificate::fromData(QByteArray::fromStdString(options.caPem)));
    }
    socket->setSslConfiguration(configuration);
    socket->startClientEncryption();
    const bool isEncrypted = waitFor(options.connectTimeoutMs, [this](int ms) { return socket->waitForEncrypted(ms); });
    if (isEncrypted && socket->isEncrypted())
        return options.key ? checkKey() : Result<>();
    if (isCancelled())
        return notReached();
    trouble = Trouble::NoEncryption;
    if (const auto errors = socket->sslHandshakeErrors(); !errors.isEmpty()) {
        trouble = troubleOf(errors);
        return Error { ErrorCode::Refused,
            "The certificate of " + name() + " does not verify: " + reasonOf(errors) + "." + kept };
    }
    if (socket->error() == QAbstractSocket::SslHandshakeFailedError)
        return Error { ErrorCode::Refused,
            "No encrypted connection to " + name() + " comes about: " + socket->errorString().toStdString() + "."
                + kept };
    if (socket->state() == QAbstractSocket::UnconnectedState)
        return offline(
            "The server " + name() + " ended the connection while it was being encrypted; does it speak HTTPS?");
    trouble = Trouble::NoAnswer;
    return offline("The server " + name() + " did not answer in time while the connection was being encrypted.");
}

Result<> HttpsPeer::Private::checkKey()
{
    const QByteArray der = socket->peerCertificate().toDer();
    const auto key = serverKeyOf({ der.constData(), static_cast<std::size_t>(der.size()) });
    if (key && *key == *options.key)
        return {};
    socket->abort();
    trouble = Trouble::OtherKey;
    return Error { ErrorCode::Refused,
        "The server at " + name()
            + " has another key than the invitation says: it is another server, or got a new key. "
            + "If it is yours, make a new invitation and connect again." + kept };
}

std::string HttpsPeer::Private::messageOf(const PeerRequest& request) const
{
    std::string packed;
    const bool isPacked = request.body.size() > compressFrom;
    if (isPacked)
        packed = compress(request.body);
    const std::string& body = isPacked ? packed : request.body;

    std::string message = request.method + ' ' + options.server.path + request.target + " HTTP/1.1\r\nHost: " + name()
        + "\r\nUser-Agent: Quartermaster/" QM_VERSION "\r\nAccept-Encoding: zstd\r\nQm-Level: "
        + std::to_string(levelNow) + "\r\n";
    if (!options.token.empty())
        message += "Authorization: Bearer " + options.token + "\r\n";
    if (request.method == "POST") {
        message += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        if (isPacked)
            message += "Content-Encoding: zstd\r\n";
    }
    // One write with the body, so that it leaves in as few packets as it fits in.
    message += "\r\n";
    message += body;
    return message;
}

Result<> HttpsPeer::Private::converse(const std::string& message, HttpReply& reply, bool& isStale)
{
    isStale = false;
    bool hasBegun = false;
    socket->write(message.data(), static_cast<qint64>(message.size()));
    for (;;) {
        // Bytes that go out count as life, too: a large body may take longer than the timeout.
        qint64 toWrite = socket->bytesToWrite() + socket->encryptedBytesToWrite();
        const bool isReadable = waitFor(options.transferTimeoutMs, [&](int ms) {
            return socket->bytesAvailable() > 0 || socket->waitForReadyRead(std::min(ms, 1000))
                || std::exchange(toWrite, socket->bytesToWrite() + socket->encryptedBytesToWrite()) > toWrite;
        });
        const QByteArray bytes = socket->readAll();
        if (!bytes.isEmpty()) {
            hasBegun = true;
            const auto isComplete = reply.feed({ bytes.constData(), static_cast<std::size_t>(bytes.size()) });
            if (!isComplete)
                return isComplete.error();
            if (*isComplete)
                return {};
            continue;
        }
        if (isReadable)
            continue;
        if (socket->state() == QAbstractSocket::UnconnectedState) {
            if (reply.endsHere())
                return {};
            isStale = !hasBegun;
            return cut(false);
        }
        return cut(true);
    }
}

Result<PeerReply> HttpsPeer::Private::replyOf(HttpReply& reply)
{
    PeerReply out;
    out.status = reply.status();
    if (out.status >= 300 && out.status < 400) {
        trouble = Trouble::SentElsewhere;
        const std::string to(reply.header("location").value_or("an unnamed place"));
        return Error { ErrorCode::Protocol,
            "The server " + name() + " sends us on to " + to.substr(0, 200)
                + "; nothing was sent there. If that is your server's address, disconnect and connect to that."
                + kept };
    }
    const std::string_view type = reply.header("content-type").value_or("");
    out.isJson = type == "application/json" || type.starts_with("application/json;");
    out.serverNowMs = integer(reply.header("qm-now").value_or(""));
    if (const auto after = reply.header("retry-after"))
        out.retryAfterSeconds = retryAfter(*after, wallClockMs());
    const std::string_view encoding = reply.header("content-encoding").value_or("identity");
    if (encoding == "zstd") {
        auto body = decompress(reply.body(), replyDecodedMax);
        if (!body)
            return Error { ErrorCode::Protocol,
                "The answer of " + name() + " is damaged: it cannot be unpacked." + kept };
        out.body = *std::move(body);
    } else if (encoding == "identity" || encoding.empty()) {
        out.body = std::move(reply.body());
    } else {
        return Error { ErrorCode::Protocol,
            "The answer of " + name() + " is packed in a way that was not asked for." + kept };
    }
    return out;
}

HttpsPeer::HttpsPeer(Options options) : d(std::make_unique<Private>())
{
    d->options = std::move(options);
}

HttpsPeer::~HttpsPeer() = default;

void HttpsPeer::setToken(std::string token)
{
    d->options.token = std::move(token);
}

HttpsPeer::Trouble HttpsPeer::trouble() const
{
    return d->trouble;
}

Result<PeerReply> HttpsPeer::exchange(const PeerRequest& request)
{
    d->trouble = Trouble::None;
    const std::string message = d->messageOf(request);
    for (;;) {
        const bool isReused = d->isOpen();
        if (!isReused) {
            if (const auto opened = d->open(); !opened) {
                d->socket.reset();
                return opened.error();
            }
        }
        HttpReply reply(replyBytesMax);
        bool isStale = false;
        const auto done = d->converse(message, reply, isStale);
        if (!done || !reply.keepsConnection())
            d->socket.reset();
        if (!done && isReused && isStale)
            continue; // closed by the server while it was idle: once more over a new one
        if (!done && done.error().code == ErrorCode::Protocol)
            return Error { ErrorCode::Protocol,
                "The server " + d->name() + " is not understood: " + done.error().detail + "." + kept };
        if (!done)
            return done.error();
        m_hasAnswered = true;
        return d->replyOf(reply);
    }
}

Result<> checkCaPem(const std::string& pem)
{
    if (QSslCertificate::fromData(QByteArray::fromStdString(pem)).isEmpty())
        return Error { ErrorCode::Invalid, "there is no certificate (PEM) in it" };
    return {};
}

} // namespace qm::desktop
