#pragma once

#include <QFrame>

#include "common/store/posting_bulk.h"
#include "desktop/widgets/workspace.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace qm::desktop {

class ChoiceBox;
class DayEdit;
class FieldDrafts;

/// Changes many postings at once: what is left empty stays as it is in each of them. Or moves them to another day.
class BulkEditPanel final : public QFrame {
    Q_OBJECT

public:
    explicit BulkEditPanel(Workspace& workspace, QWidget* parent = nullptr);

    /// Opens for so many postings; the entries offered are those of `month`.
    void edit(int count, const std::optional<Uuid>& month);
    void move(int count, QDate day);
    /// Another number of postings is chosen.
    void setCount(int count);
    void reload();

signals:
    void editWanted(const qm::PostingEdit& edit);
    void moveWanted(QDate day);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void show(bool isMove);
    void readEntries(const std::optional<Uuid>& month);
    PostingEdit wanted() const;
    void apply();
    void close();
    void showState();

    Workspace& m_workspace;
    QLabel* m_title;
    QWidget* m_fields;
    QWidget* m_dayField;
    ChoiceBox* m_entry;
    ChoiceBox* m_account;
    QLineEdit* m_payee;
    QLineEdit* m_memo;
    QComboBox* m_cleared;
    DayEdit* m_day;
    QPushButton* m_apply;
    LatestOnly m_entriesRequest;
    FieldDrafts* m_drafts;
    int m_count = 0;
    bool m_isMove = false;
};

} // namespace qm::desktop
