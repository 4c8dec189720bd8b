#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

class QLocalServer;
class QLockFile;

namespace qm::desktop {

/// One window for each ledger: the first holds a lock beside the file (`<ledger>.lock`) and listens; a second start
/// hands over what it was asked for and ends. A lock left by a crash keeps nobody out. The window's thread.
class RunningInstance final : public QObject {
    Q_OBJECT

public:
    explicit RunningInstance(QObject* parent = nullptr);
    ~RunningInstance() override;

    enum class Taken {
        Ours, ///< nobody else has it open
        HandedOver, ///< another window has it open and was told
        Elsewhere, ///< it is open on another computer, or in a program that does not answer: holder() tells
    };
    /// Takes the ledger at `path`, and lets go of the one before. `message` goes to a window that has it.
    Taken take(const QString& path, const QByteArray& message);
    /// Takes it although somebody else seems to have it.
    void takeAnyway(const QString& path);
    void letGo();

    struct Holder {
        qint64 process = 0;
        QString computer;
        QString program;
    };
    const std::optional<Holder>& holder() const { return m_holder; }

signals:
    /// A second start said this: nothing, or an invitation's link.
    void messaged(const QByteArray& message);

private:
    static QString serverName(const QString& path);
    static bool handOver(const QString& path, const QByteArray& message);
    void listen(const QString& path);
    void greet();

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QLocalServer> m_server;
    std::optional<Holder> m_holder;
};

} // namespace qm::desktop
