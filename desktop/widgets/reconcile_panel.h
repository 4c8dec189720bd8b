#pragma once

#include <QWidget>

#include "common/ledger/money.h"
#include "desktop/widgets/workspace.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QTableView;

namespace qm::desktop {

class AmountEdit;
class DayEdit;
class StatementModel;

/// An account is compared with its statement: day and balance of the statement, a tick for every posting that stands on
/// it, and what is missing until both agree. What is ticked is kept as a draft until it is finished or given up.
class ReconcilePanel final : public QWidget {
    Q_OBJECT

public:
    explicit ReconcilePanel(Workspace& workspace, QWidget* parent = nullptr);

    /// Begins, or goes on where it was left.
    void begin(const Account& account);
    /// Whether something of that account is unfinished.
    static bool hasDraft(Workspace& workspace, const Uuid& account);
    void reload();
    void takeFocus();

signals:
    /// Finished, given up, or left for later.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeFoot();
    void styleTable();
    void readView();
    void keepDraft();
    void restoreDraft();
    void showDifference();
    std::optional<Money> difference() const;
    void recordDifference();
    void finish();
    void giveUp();

    Workspace& m_workspace;
    StatementModel* m_model;
    QLabel* m_title;
    DayEdit* m_day;
    AmountEdit* m_balance;
    QTableView* m_table;
    QLabel* m_difference;
    QLabel* m_hint;
    QPushButton* m_tickAll;
    QPushButton* m_record;
    QPushButton* m_finish;
    Account m_account;
    LatestOnly m_request;
    bool m_isRestoring = false;
};

} // namespace qm::desktop
