#pragma once

#include <QWidget>

#include "common/store/actions.h"

#include <optional>

class QLineEdit;
class QPushButton;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class DayEdit;
class Workspace;

/// The last row of a month: "Add an entry…", and when it is wanted its fields: name, category, due day, planned amount.
/// Return adds what is typed and is ready for the next; Esc puts the fields away. A category that is not there yet is
/// made with the entry. What is typed survives a crash.
class AddEntryRow final : public QWidget {
    Q_OBJECT

public:
    explicit AddEntryRow(Workspace& workspace, QWidget* parent = nullptr);

    void setMonth(YearMonth ym);
    /// Shows the fields, in that category if one is given, with the cursor in the name.
    void open(const std::optional<Uuid>& category = {});
    bool isOpen() const;
    /// What was wanted has succeeded or failed: the fields take something again.
    void settled();
    /// It is in the ledger: the fields are empty for the next one.
    void added();

signals:
    /// `newCategory`: to be made with it; empty: the draft's is there.
    void wanted(const qm::EntryDraft& draft, const QString& newCategory);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void makeFields();
    void submit();
    void shut();
    void reloadChoices();
    void keepDraft();
    void restoreDraft();

    Workspace& m_workspace;
    QPushButton* m_open;
    QWidget* m_fields;
    QLineEdit* m_name = nullptr;
    ChoiceBox* m_category = nullptr;
    DayEdit* m_due = nullptr;
    AmountEdit* m_planned = nullptr;
    std::optional<YearMonth> m_ym;
    bool m_isRestoring = false;
};

} // namespace qm::desktop
