#include "desktop/services/draft_store.h"

#include "desktop/services/when_done.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QtConcurrentRun>

#include <algorithm>
#include <chrono>

namespace qm::desktop {

using namespace std::chrono_literals;

namespace {

constexpr auto soon = 250ms;
constexpr auto later = 2s; ///< after a failure
const QString givenUpKey = QStringLiteral("given up"); ///< no editor's name

/// Nothing to keep: no file. Any thread.
bool writeFile(const QString& path, const QByteArray& content)
{
    if (content.isEmpty())
        return !QFile::exists(path) || QFile::remove(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false; // the ledger itself tells when its folder cannot be written
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.write(content) == content.size() && file.commit();
}

} // namespace

DraftStore::DraftStore(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DraftStore::writeNow);
}

DraftStore::~DraftStore()
{
    flush();
}

void DraftStore::setLedger(const QString& path)
{
    flush();
    m_path = path.isEmpty() ? QString() : path + QStringLiteral(".drafts");
    m_drafts = {};
    m_givenUp.clear();
    m_written = m_change;
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    m_drafts = QJsonDocument::fromJson(file.readAll()).object(); // a damaged one holds no draft
    for (const QJsonValue& name : m_drafts.take(givenUpKey).toArray())
        m_givenUp << name.toString();
}

QStringList DraftStore::names(const QString& beginning) const
{
    QStringList found = m_drafts.keys();
    found.removeIf([&](const QString& name) { return !name.startsWith(beginning); });
    return found;
}

QStringList DraftStore::unfinished(const QString& beginning) const
{
    QStringList found = names(beginning);
    found.removeIf([this](const QString& name) { return m_givenUp.contains(name); });
    return found;
}

void DraftStore::noteChange()
{
    ++m_change;
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > soon)
        m_timer.start(soon);
}

void DraftStore::put(const QString& name, const QJsonObject& draft)
{
    if (m_path.isEmpty() || m_drafts.value(name).toObject() == draft)
        return;
    m_givenUp.removeAll(name);
    if (draft.isEmpty())
        m_drafts.remove(name);
    else
        m_drafts.insert(name, draft);
    noteChange();
}

void DraftStore::giveUp(const QString& name)
{
    if (!m_drafts.contains(name) || m_givenUp.contains(name))
        return;
    m_givenUp << name;
    noteChange();
}

QByteArray DraftStore::content() const
{
    if (m_drafts.isEmpty())
        return {};
    QJsonObject all = m_drafts;
    if (!m_givenUp.isEmpty())
        all.insert(givenUpKey, QJsonArray::fromStringList(m_givenUp));
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

void DraftStore::writeNow()
{
    m_timer.stop();
    if (m_written == m_change || m_path.isEmpty() || m_isWriting)
        return;
    m_isWriting = true;
    auto writing
        = QtConcurrent::run(&m_pool, [path = m_path, content = content()] { return writeFile(path, content); });
    whenDone(this, std::move(writing),
        [this, path = m_path, change = m_change](bool isDone) { written(path, change, isDone); });
}

void DraftStore::written(const QString& path, quint64 change, bool isDone)
{
    m_isWriting = false;
    const bool isThis = path == m_path; // those of a ledger before were flushed
    if (isThis && isDone)
        m_written = std::max(m_written, change);
    if (m_written == m_change)
        return;
    if (isDone || !isThis)
        writeNow(); // what came meanwhile
    else
        m_timer.start(later);
}

void DraftStore::flush()
{
    m_timer.stop();
    m_pool.waitForDone();
    if (m_written != m_change && !m_path.isEmpty() && writeFile(m_path, content()))
        m_written = m_change;
}

} // namespace qm::desktop
