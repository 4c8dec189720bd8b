#pragma once

#include <QWidget>

#include "desktop/models/import_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace qm::desktop {

class ChoiceBox;
class ImportTable;
class Workspace;

/// One account of a bank's file: where it goes, its lines, and what is done to many of them at once.
class ImportAccountView final : public QWidget {
    Q_OBJECT

public:
    ImportAccountView(Workspace& workspace, ImportSession& session, std::size_t page, QWidget* parent = nullptr);

    ImportModel& model() const { return *m_model; }
    /// For a tab: the account, or the bank's number.
    QString title() const;
    /// Lines are chosen, and it is not known where they go.
    bool needsTarget() const;
    /// The session has begun or ended some work.
    void followWork();
    void takeFocus();

signals:
    void countsChanged();

private:
    QWidget* targetRow();
    QWidget* manyRow();
    void offerAccounts();
    void targetChosen();
    void newAccountTyped();
    void showMany();

    Workspace& m_workspace;
    ImportSession& m_session;
    std::size_t m_page;
    Uuid m_newAccount = Uuid::make(); ///< the id that a new one will have
    ImportModel* m_model;
    ChoiceBox* m_account = nullptr;
    QLineEdit* m_newName = nullptr;
    QComboBox* m_newKind = nullptr;
    ImportTable* m_table = nullptr;
    QLabel* m_selected = nullptr;
    QComboBox* m_entry = nullptr;
    QPushButton* m_take = nullptr;
    QPushButton* m_leave = nullptr;
    QWidget* m_many = nullptr;
};

} // namespace qm::desktop
