#pragma once

#include <QTimer>
#include <QWidget>

#include "common/store/posting_list.h"
#include "desktop/widgets/workspace.h"

class QLineEdit;
class QToolButton;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;

/// Search and filters above a list of postings: what stands in them is a PostingQuery.
class PostingFilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit PostingFilterBar(Workspace& workspace, QWidget* parent = nullptr);

    PostingQuery query() const;
    /// Fills the fields; tells of it at once, where it is another query.
    void setQuery(const PostingQuery& query);
    void clear() { setQuery({}); }
    /// Months, accounts and categories as the catalogue has them now.
    void reload();
    void focusSearch();

signals:
    void queryChanged();
    /// Down in the search field: to the list.
    void leftDown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QToolButton* addToggle(const QString& text, const QString& hint);
    ChoiceBox* addChoice(const QString& name, const QString& placeholder);
    AmountEdit* addAmount(const QString& name, const QString& placeholder);
    void showState();
    void noteChange();

    Workspace& m_workspace;
    QLineEdit* m_search;
    QWidget* m_filters;
    ChoiceBox* m_from;
    ChoiceBox* m_to;
    ChoiceBox* m_account;
    ChoiceBox* m_category;
    AmountEdit* m_amountFrom;
    AmountEdit* m_amountTo;
    QToolButton* m_withoutEntry;
    QToolButton* m_uncleared;
    QToolButton* m_transfers;
    QToolButton* m_entry; ///< of an entry that another page asked for; a click takes it away
    QToolButton* m_clear;
    std::optional<Uuid> m_entryId;
    PostingQuery m_said;
    bool m_isFilling = false;
};

} // namespace qm::desktop
