#include "desktop/services/draft_store.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>

#include <chrono>

namespace qm::desktop {

using namespace std::chrono_literals;

DraftStore::DraftStore(QObject* parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(250ms);
    connect(&m_timer, &QTimer::timeout, this, &DraftStore::flush);
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
    QFile file(m_path);
    if (!m_path.isEmpty() && file.open(QIODevice::ReadOnly))
        m_drafts = QJsonDocument::fromJson(file.readAll()).object(); // a damaged one holds no draft
}

QStringList DraftStore::names(const QString& beginning) const
{
    return m_drafts.keys().filter(QRegularExpression(QLatin1Char('^') + QRegularExpression::escape(beginning)));
}

void DraftStore::put(const QString& name, const QJsonObject& draft)
{
    if (m_path.isEmpty() || m_drafts.value(name).toObject() == draft)
        return;
    if (draft.isEmpty())
        m_drafts.remove(name);
    else
        m_drafts.insert(name, draft);
    m_isDirty = true;
    if (!m_timer.isActive())
        m_timer.start();
}

void DraftStore::flush()
{
    m_timer.stop();
    if (!m_isDirty || m_path.isEmpty())
        return;
    m_isDirty = false;
    if (m_drafts.isEmpty()) {
        QFile::remove(m_path);
        return;
    }
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return; // the ledger itself tells when its folder cannot be written
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(m_drafts).toJson(QJsonDocument::Compact));
    file.commit();
}

} // namespace qm::desktop
