#pragma once

#include <QWidget>

#include "desktop/models/typed_posting.h"
#include "desktop/widgets/workspace.h"

#include <map>

class QLabel;

namespace qm::desktop {

/// What was typed into the quick row and is neither in it nor in the ledger: on its way there, refused, or put aside.
/// Each month has its own. A line with the way back stands here until it is taken or let go. All of it is kept as a
/// draft (`quickRow.shelf/2026-05`), and what was on its way when the program ended is found here again.
class PostingShelf final : public QWidget {
    Q_OBJECT

public:
    explicit PostingShelf(Workspace& workspace, QWidget* parent = nullptr);

    void setMonth(YearMonth ym);
    /// Another ledger is open: nothing is shown, and nothing of the one before is thrown away.
    void forgetAll();

    /// On its way into the ledger. The number names it to arrived() and refused().
    int send(YearMonth ym, const TypedPosting& typed);
    void arrived(int number);
    void refused(int number, const QString& why);
    /// Made way for something else.
    void putAside(const TypedPosting& typed);
    /// Emptied by the person: one of these is kept, until something else is recorded.
    void giveUp(const TypedPosting& typed);

    struct Back {
        TypedPosting typed;
        QString sentence; ///< why it is not in the ledger; empty: it was never sent
    };
    /// Takes down the first that was refused, for a row that is blank.
    std::optional<Back> takeRefused();

signals:
    /// The person wants this one; it is not here any more.
    void backWanted(const qm::desktop::PostingShelf::Back& back);

private:
    enum class State { Sent, Refused, Aside, GivenUp };
    struct Item {
        int number = 0;
        State state = State::Sent;
        TypedPosting typed;
        QString why;
    };
    using Items = std::vector<Item>;
    Items read(YearMonth ym) const;
    void keep(YearMonth ym);
    void showLine();
    void add(YearMonth ym, State state, const TypedPosting& typed);
    void remove(YearMonth ym, int number);
    const Item* shown() const;
    std::optional<YearMonth> monthOf(int number) const;

    Workspace& m_workspace;
    QLabel* m_sentence;
    std::optional<YearMonth> m_month;
    std::map<YearMonth, Items> m_items; ///< of the months that were looked at
    int m_lastNumber = 0;
};

} // namespace qm::desktop
