#include "desktop/widgets/field_drafts.h"

#include "desktop/services/draft_store.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace qm::desktop {

namespace {

/// Where an older draft stands beside the newer one.
const QString keptKey = QStringLiteral("before");

} // namespace

FieldDrafts::FieldDrafts(Workspace& workspace, QObject* editor) : QObject(editor), m_workspace(workspace)
{
    connect(&workspace.ledger, &LedgerService::opened, this, &FieldDrafts::leave);
}

void FieldDrafts::add(const QString& key, QLineEdit* field)
{
    add(
        key, [field] { return QJsonValue(field->text()); },
        [field](const QJsonValue& value) { field->setText(value.toString()); });
    connect(field, &QLineEdit::textChanged, this, &FieldDrafts::changed);
}

void FieldDrafts::add(const QString& key, QPlainTextEdit* field)
{
    add(
        key, [field] { return QJsonValue(field->toPlainText()); },
        [field](const QJsonValue& value) { field->setPlainText(value.toString()); });
    connect(field, &QPlainTextEdit::textChanged, this, &FieldDrafts::changed);
}

void FieldDrafts::add(const QString& key, QComboBox* field)
{
    if (field->isEditable()) {
        add(
            key, [field] { return QJsonValue(field->currentText()); },
            [field](const QJsonValue& value) {
                field->setCurrentIndex(field->findText(value.toString(), Qt::MatchFixedString));
                field->setEditText(value.toString());
            });
        connect(field, &QComboBox::editTextChanged, this, &FieldDrafts::changed);
        return;
    }
    add(
        key, [field] { return QJsonValue(field->currentIndex()); },
        [field](const QJsonValue& value) { field->setCurrentIndex(value.toInt()); });
    connect(field, &QComboBox::currentIndexChanged, this, &FieldDrafts::changed);
}

void FieldDrafts::add(
    const QString& key, std::function<QJsonValue()> read, std::function<void(const QJsonValue&)> write)
{
    m_fields.push_back({ key, std::move(read), std::move(write) });
}

QJsonObject FieldDrafts::state() const
{
    QJsonObject state;
    for (const Field& field : m_fields)
        state.insert(field.key, field.read());
    return state;
}

void FieldDrafts::show(const QJsonObject& state)
{
    const bool wasKeeping = std::exchange(m_isKeeping, false);
    for (const Field& field : m_fields) {
        if (state.contains(field.key))
            field.write(state.value(field.key));
    }
    m_isKeeping = wasKeeping;
}

void FieldDrafts::begin(const QString& name, Kept kept)
{
    m_name = name;
    m_first = state();
    m_kept = m_workspace.drafts.draft(name);
    if (m_kept.size() == 1 && m_kept.contains(keptKey))
        m_kept = m_kept.value(keptKey).toObject(); // nothing newer was typed beside it
    m_isKeeping = m_workspace.ledger.isOpen();
    if (m_kept == m_first)
        m_kept = {};
    if (!m_kept.isEmpty() && kept == Kept::BringBack)
        bringBack();
    else
        emit keptChanged();
}

void FieldDrafts::changed()
{
    if (m_isKeeping)
        keep();
}

void FieldDrafts::keep()
{
    const QJsonObject now = state();
    QJsonObject draft = now == m_first ? QJsonObject() : now;
    if (!m_kept.isEmpty())
        draft.insert(keptKey, m_kept);
    m_workspace.drafts.put(m_name, draft);
}

void FieldDrafts::settle()
{
    if (!m_isKeeping)
        return;
    m_isKeeping = false;
    m_kept = {};
    m_workspace.drafts.remove(m_name);
    m_workspace.drafts.writeNow(); // a crash must not bring back what is recorded
}

void FieldDrafts::giveUp()
{
    if (!m_isKeeping)
        return;
    m_isKeeping = false;
    m_workspace.drafts.giveUp(m_name);
}

void FieldDrafts::bringBack()
{
    QJsonObject wanted = m_kept;
    m_kept = isChanged() ? state() : wanted.value(keptKey).toObject();
    wanted.remove(keptKey);
    show(wanted);
    changed();
    emit keptChanged();
}

void FieldDrafts::letGo()
{
    m_kept = {};
    changed();
    emit keptChanged();
}

} // namespace qm::desktop
