#pragma once

#include "common/sync/peer.h"
#include "common/sync/sha256.h"
#include "desktop/services/server_address.h"

#include <functional>
#include <memory>

namespace qm::desktop {

/// A sync server over HTTPS (plain HTTP to this very computer only). One connection, kept open between requests; calls
/// block, so the window has it on its network thread. Needs a QCoreApplication, but no event loop.
///
/// Who is trusted: the certificate must be vouched for by the system's authorities or by `caPem`; with `key` it is
/// exactly the server with that public key, whatever its certificate says. Nothing of a request is sent before that is
/// certain. Redirects are not followed, so the token goes to no other server.
///
/// Directly over QSslSocket: QNetworkAccessManager leaves Nagle's algorithm on, which with the delayed acknowledgement
/// of the other side costs 40 ms a request from 60 kB on.
class HttpsPeer final : public SyncPeer {
public:
    struct Options {
        ServerAddress server;
        std::string caPem; ///< certificates trusted beside the system's authorities; may be empty
        std::optional<Hash> key;
        std::string token; ///< empty: none yet
        int connectTimeoutMs = 10'000;
        int transferTimeoutMs = 60'000; ///< without a byte in either direction
        /// Asked about ten times a second while waiting; true gives the request up (Offline).
        std::function<bool()> isCancelled;
    };
    explicit HttpsPeer(Options options);
    ~HttpsPeer() override;

    /// Errors: Offline (not reached, timed out, cut), Refused (not the server that is trusted), Protocol (no HTTP, too
    /// long, sent on elsewhere). Each a sentence for a person that ends with what became of the changes.
    Result<PeerReply> exchange(const PeerRequest& request) override;

    /// What the last exchange failed of, for the words of a person.
    enum class Trouble {
        None, ///< or an answer that is not understood
        UnknownName,
        NotListening, ///< refused: nothing runs at that port
        NoAnswer, ///< timed out, cut, no way there
        Proxy, ///< the network's own does not let it through
        Cancelled,
        NoEncryption, ///< what answers does not speak TLS, or not the same
        CertificateUnknown, ///< nobody known vouches for it
        CertificateExpired,
        CertificateNotYetValid,
        CertificateOfAnotherName,
        CertificateRefused, ///< for another reason
        OtherKey, ///< not the key that the invitation names
        SentElsewhere, ///< a redirect
    };
    Trouble trouble() const;

    void setToken(std::string token);
    /// Whether the server has ever answered: then it is there, and is the one that is trusted.
    bool hasAnswered() const { return m_hasAnswered; }

private:
    struct Private;
    std::unique_ptr<Private> d;
    bool m_hasAnswered = false;
};

/// Checks that `pem` holds at least one certificate. Errors: Invalid.
Result<> checkCaPem(const std::string& pem);

} // namespace qm::desktop
