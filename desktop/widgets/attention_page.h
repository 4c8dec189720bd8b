#pragma once

#include "desktop/models/attention_model.h"
#include "desktop/widgets/page.h"

class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace qm::desktop {

class AttentionCard;
class AttentionList;
class SwitchBar;

/// Conflicts, parked changes and the like: a list of what waits, and the card of the chosen one with a button for each
/// way out. However many there are, there is one card.
class AttentionPage final : public Page {
    Q_OBJECT

public:
    explicit AttentionPage(Workspace& workspace, QWidget* parent = nullptr);
    static void addCommands(Workspace& workspace, QObject* owner, std::function<AttentionPage&()> page);

    void reload() override;
    void takeFocus() override;
    AttentionModel& model() { return m_model; }

private:
    void makeLayout();
    void showTab(int tab);
    void listLoaded();
    void showChosen(const QModelIndex& index);
    void showWords(Result<AttentionWords> words);
    void settle(Way way, const std::optional<CellValue>& value, const std::optional<Uuid>& month);
    void settleDuplicate(Way way, const AttentionWords& words);
    void undoSettled();
    void showNext();
    QModelIndex nextOpen() const;
    void exportText();
    void writeText(const QString& path, const QString& text);

    AttentionModel m_model;
    SwitchBar* m_tabs;
    AttentionList* m_list;
    AttentionCard* m_card;
    QScrollArea* m_scroll;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    std::optional<Uuid> m_chosen;
    int m_chosenRow = 0;
    bool m_focusesCard = false; ///< the next card takes the focus: a way out was clicked
    LatestOnly m_request;
};

} // namespace qm::desktop
