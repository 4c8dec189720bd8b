#pragma once

#include <QAbstractTableModel>
#include <QDateTime>

#include "desktop/models/change_text.h"
#include "desktop/services/ledger_service.h"

namespace qm::desktop {

/// One line of the history, in words.
struct HistoryLine {
    enum class State { Done, Waiting, NoEffect, Parked, Undone, Conflict };
    bool isDay = false; ///< a heading: the day of the lines below it
    QDate day;
    QDateTime when;
    QString who;
    QString what;
    HistoryRow row; ///< its changes are the first few
    State state = State::Done;
    Uuid undoneBy; ///< of an undone one: what took it back
};

/// The history of everything, or of one row, newest first and under the days it happened on. Pages are read as the view
/// asks for more; a search goes on through pages until it has found some. The window's thread.
class HistoryModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Who, What, StateColumn, ColumnCount };
    enum Role { IsDayRole = Qt::UserRole, IdRole, IconRole, IsMutedRole };

    explicit HistoryModel(LedgerService& ledger, QObject* parent = nullptr);

    struct Filter {
        std::optional<RowKey> row; ///< only what was done to it
        QString text; ///< words that a line must have
        std::optional<Uuid> device;
        friend bool operator==(const Filter&, const Filter&) = default;
    };
    void setFilter(const Filter& filter);
    const Filter& filter() const { return m_filter; }
    /// Without a server nothing waits for one.
    void setConnected(bool isConnected);
    /// Reads what is there now; as much as is shown.
    void reload();

    const HistoryLine* line(const QModelIndex& index) const; ///< null for a day
    QModelIndex indexOf(const Uuid& change) const;
    bool isReading() const { return m_isReading; }
    bool isComplete() const { return m_isComplete; }
    /// How far back it has been read; invalid: not at all.
    QDate readBackTo() const { return m_readBackTo; }
    int pagesRead() const { return m_pagesRead; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    /// A page has come, or a reload is done.
    void readingChanged();

private:
    struct Page;
    void readPage(std::int64_t limit);
    void take(Page page);
    void takeLines(std::vector<HistoryLine> lines, bool isReset);
    bool isWanted(const HistoryLine& line) const;
    void setState(HistoryLine& line);
    void clear();

    LedgerService& m_ledger;
    Filter m_filter;
    bool m_isConnected = true;
    std::vector<HistoryLine> m_lines;
    HistoryPlace m_end;
    TakenBack m_takenBack;
    QDate m_dayBefore;
    QDate m_readBackTo;
    bool m_isComplete = true;
    bool m_isReading = false;
    bool m_isReplacing = false; ///< what comes takes the place of what is shown
    int m_pagesRead = 0;
    std::int64_t m_wanted = 0; ///< lines that the page being read is to add
    LatestOnly m_request;
};

/// Why this change cannot be undone, a sentence for a person; empty: it can.
QString whyNotUndone(const HistoryLine& line);
QString stateText(HistoryLine::State state); ///< empty for what is simply done

} // namespace qm::desktop
