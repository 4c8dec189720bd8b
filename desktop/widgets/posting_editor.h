#pragma once

#include "common/store/posting_edits.h"
#include "desktop/models/typed_posting.h"
#include "desktop/widgets/posting_dialog.h"

class QCheckBox;
class QLineEdit;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class DayEdit;
class MonthEntries;
class PayeeEdit;

/// One posting with all its fields, where it came from, and the ways on: into a split, or out of the ledger. A transfer
/// has two accounts. The month follows the day.
class PostingEditor final : public PostingDialog {
    Q_OBJECT

public:
    PostingEditor(Workspace& workspace, const PostingWhole& whole, QWidget* window);

signals:
    void splitWanted(const qm::Uuid& posting);

protected:
    QJsonObject state() const override;
    void showState(const QJsonObject& state) override;
    void save() override;

private:
    void makeFields(const PostingWhole& whole);
    void connectFields();
    void showEntryKind();
    void dayChanged();
    void remove();
    bool isRight();
    QString originOf(const PostingWhole& whole) const;

    Uuid m_posting;
    bool m_isTransfer;
    MonthEntries* m_entries;
    DayEdit* m_day;
    PayeeEdit* m_payee;
    AmountEdit* m_amount;
    ChoiceBox* m_entry;
    ChoiceBox* m_account;
    ChoiceBox* m_toAccount;
    QLineEdit* m_memo;
    QCheckBox* m_cleared;
};

} // namespace qm::desktop
