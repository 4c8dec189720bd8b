#include "desktop/services/running_instance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>

namespace qm::desktop {

namespace {

constexpr int answerMs = 500; ///< of a program on this very computer
constexpr qint64 messageBytesMost = 4096;

} // namespace

RunningInstance::RunningInstance(QObject* parent) : QObject(parent), m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &RunningInstance::greet);
}

RunningInstance::~RunningInstance() = default;

QString RunningInstance::serverName(const QString& path)
{
    const QFileInfo file(path);
    const QString real = file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
    return QStringLiteral("quartermaster-")
        + QString::fromLatin1(QCryptographicHash::hash(real.toUtf8(), QCryptographicHash::Sha256).toHex().left(20));
}

bool RunningInstance::handOver(const QString& path, const QByteArray& message)
{
    QLocalSocket socket;
    socket.connectToServer(serverName(path));
    if (!socket.waitForConnected(answerMs))
        return false;
    socket.write(message.left(messageBytesMost - 1) + '\n');
    if (!socket.waitForBytesWritten(answerMs))
        return false;
    return socket.waitForReadyRead(answerMs) && socket.readAll().startsWith("ok");
}

RunningInstance::Taken RunningInstance::take(const QString& path, const QByteArray& message)
{
    m_holder.reset();
    if (m_lock && path == m_path)
        return Taken::Ours;
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // it is stale when its process is gone, however old it is
    if (!lock->tryLock() && lock->error() == QLockFile::LockFailedError) {
        if (handOver(path, message))
            return Taken::HandedOver;
        Holder holder;
        lock->getLockInfo(&holder.process, &holder.computer, &holder.program);
        m_holder = holder;
        return Taken::Elsewhere;
    }
    // Where no lock can be written (a read-only folder) nobody else can have one either.
    m_lock = std::move(lock);
    listen(path);
    return Taken::Ours;
}

void RunningInstance::takeAnyway(const QString& path)
{
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    lock->removeStaleLockFile();
    lock->setStaleLockTime(0);
    lock->tryLock();
    m_lock = std::move(lock);
    m_holder.reset();
    listen(path);
}

void RunningInstance::letGo()
{
    m_server->close();
    m_lock.reset();
    m_path.clear();
}

void RunningInstance::listen(const QString& path)
{
    m_path = path;
    m_server->close();
    QLocalServer::removeServer(serverName(path)); // of a program that crashed: the lock is ours
    m_server->listen(serverName(path));
}

void RunningInstance::greet()
{
    while (QLocalSocket* const socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (!socket->canReadLine() && socket->bytesAvailable() < messageBytesMost)
                return;
            const QByteArray message = socket->readLine(messageBytesMost).trimmed();
            socket->write("ok\n");
            socket->flush();
            socket->disconnectFromServer();
            emit messaged(message);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace qm::desktop
