#pragma once

#include <QDialog>

#include "desktop/widgets/workspace.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace qm::desktop {

class AmountEdit;
class FieldDrafts;

/// Name, kind, opening balance and note of an account: a new one, or one that is there. Show it with open(). What is
/// typed is a draft (`account/new`, `account/<id>`) until it is saved.
class AccountEditor final : public QDialog {
    Q_OBJECT

public:
    /// `account`: the one to be changed; none: a new one.
    AccountEditor(Workspace& workspace, const std::optional<Account>& account, QWidget* parent);

    /// Goes on with what was left unfinished.
    void bringDraft();
    void reject() override;

signals:
    void saved(const qm::Uuid& account);

private:
    void save();
    void add();
    void change();

    Workspace& m_workspace;
    std::optional<Account> m_account;
    QLineEdit* m_name;
    QComboBox* m_kind;
    AmountEdit* m_opening;
    QLineEdit* m_note;
    QLabel* m_fault;
    FieldDrafts* m_drafts;
};

} // namespace qm::desktop
