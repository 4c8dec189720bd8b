#pragma once

#include <QWidget>

#include "desktop/widgets/posting_cells.h"
#include "desktop/widgets/posting_shelf.h"

class QLabel;
class QPushButton;

namespace qm::desktop {

/// The blank row at the end of a month that records a posting by keyboard alone. Return records from any field; what is
/// wrong is said below the row, which keeps what was typed. A known payee brings entry, account and amount used last
/// with it; they show in the empty cells, are what is recorded, and give way to what is typed. What is typed is a draft
/// (`quickRow/2026-05`); what was sent or taken out of the row stands in its shelf until the ledger has it or the
/// person lets it go.
class QuickRow final : public QWidget {
    Q_OBJECT

public:
    explicit QuickRow(Workspace& workspace, QWidget* parent = nullptr);
    ~QuickRow() override;

    void setMonth(YearMonth ym);
    std::optional<YearMonth> month() const;
    /// The entry that the next posting is for; none: the person chooses.
    void setEntry(const std::optional<Uuid>& entry);
    void takeFocus();
    /// What stands in the row, with what was recalled and the account that is used otherwise.
    TypedPosting typed() const;
    bool isBlank() const;
    /// What the person typed, to be worked on elsewhere. It stays in the row meanwhile.
    TypedPosting handOver();
    /// Blank again if that month's row still has what was handed over: it is in good hands.
    void clearIfStill(YearMonth ym, const TypedPosting& handedOver);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void connectParts();
    void ledgerChanged();
    void nameMonth();
    void edited();
    void record();
    bool refuse(const std::optional<PostingCells::Wrong>& wrong);
    void recordOn(QDate day);
    void send(PostingDraft draft);
    void recorded(int number, YearMonth ym);
    void refused(int number, const QString& why);
    void bringRefused();
    void bringBack(const PostingShelf::Back& back);
    void giveUp();
    void clear();
    void showOutside(QDate day);
    void say(const QString& sentence, bool isWrong = true);
    void colourSentence();
    void sayHowItWorks();
    void keepDraft();
    void bringDraft();

    Workspace& m_workspace;
    PostingCells* m_cells;
    QLabel* m_sentence;
    QPushButton* m_offer;
    PostingShelf* m_shelf = nullptr;
    std::function<void()> m_takeOffer;
    bool m_isStale = true;
};

} // namespace qm::desktop
