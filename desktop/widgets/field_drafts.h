#pragma once

#include <QJsonObject>
#include <QObject>

#include "desktop/widgets/workspace.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace qm::desktop {

/// What stands in the fields of one editor, kept as a draft from its first change until it is recorded or let go, so
/// that a crash, Escape and a failure lose none of it. Made by the editor, for its fields.
class FieldDrafts final : public QObject {
    Q_OBJECT

public:
    FieldDrafts(Workspace& workspace, QObject* editor);

    void add(const QString& key, QLineEdit* field);
    void add(const QString& key, QPlainTextEdit* field);
    void add(const QString& key, QComboBox* field); ///< by its text where it can be typed into, else by its place
    /// What is no field: the editor calls changed() itself.
    void add(const QString& key, std::function<QJsonValue()> read, std::function<void(const QJsonValue&)> write);

    /// The fields show what is there: changes from now on are kept under that name. What was kept before is offered
    /// (keptChanged), or brought back at once.
    enum class Kept { Offer, BringBack };
    void begin(const QString& name, Kept kept = Kept::Offer);
    void changed();
    /// It is recorded: nothing is kept.
    void settle();
    /// The editor goes without having recorded it: what differs stays, and is offered when it comes again.
    void giveUp();
    /// No more is kept from now on; what is there stays. When the ledger goes.
    void leave() { m_isKeeping = false; }
    bool isChanged() const { return m_isKeeping && state() != m_first; }
    const QString& name() const { return m_name; }

    /// An older draft, beside what is in the fields.
    bool hasKept() const { return !m_kept.isEmpty(); }
    /// Puts it into the fields, in exchange for what was changed in them.
    void bringBack();
    void letGo();

signals:
    void keptChanged();

private:
    struct Field {
        QString key;
        std::function<QJsonValue()> read;
        std::function<void(const QJsonValue&)> write;
    };
    QJsonObject state() const;
    void show(const QJsonObject& state);
    void keep();

    Workspace& m_workspace;
    std::vector<Field> m_fields;
    QString m_name;
    QJsonObject m_first; ///< what stood in them at the beginning
    QJsonObject m_kept;
    bool m_isKeeping = false;
};

} // namespace qm::desktop
