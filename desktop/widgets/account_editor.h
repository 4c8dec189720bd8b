#pragma once

#include <QDialog>

#include "desktop/widgets/workspace.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace qm::desktop {

class AmountEdit;

/// Name, kind, opening balance and note of an account: a new one, or one that is there. Show it with open().
class AccountEditor final : public QDialog {
    Q_OBJECT

public:
    /// `account`: the one to be changed; none: a new one.
    AccountEditor(Workspace& workspace, const std::optional<Account>& account, QWidget* parent);

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
};

} // namespace qm::desktop
