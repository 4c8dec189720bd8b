#pragma once

#include <QAbstractListModel>
#include <QSet>

#include "desktop/models/attention_text.h"
#include "desktop/services/ledger_service.h"

namespace qm::desktop {

/// What needs attention, a line each: conflicts, parked changes, changes that were set apart, possible duplicates. Of
/// each only the line is read; the card of one is read by detail(). The window's thread.
class AttentionModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { SubtitleRole = Qt::UserRole, IconRole, IsSettledRole };

    struct Item {
        AttentionKind kind = AttentionKind::Conflict;
        Uuid id;
        Uuid second; ///< of a duplicate
        QString title;
        QString subtitle;
        bool isSettled = false;

        /// Names the pair of a duplicate in the preferences.
        QString duplicateKey() const;
    };

    explicit AttentionModel(LedgerService& ledger, QObject* parent = nullptr);

    /// Settled ones in the place of open ones.
    void setShowsSettled(bool showsSettled);
    /// Pairs of entries that a person has said to be two.
    void setKeptDuplicates(const QStringList& keys);
    /// Stays in the list for now, although it is settled: its card offers to undo that.
    void keep(const Uuid& id) { m_kept.insert(QString::fromStdString(id.text())); }
    void forgetKept() { m_kept.clear(); }
    void reload();

    const Item* item(const QModelIndex& index) const;
    QModelIndex indexOf(const Uuid& id) const;
    bool isLoaded() const { return m_isLoaded; }
    int openCount() const;
    /// The whole of one item; NotFound when it is not there any more.
    QFuture<Result<AttentionWords>> detail(const Item& item) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

signals:
    void loaded();

private:
    LedgerService& m_ledger;
    bool m_showsSettled = false;
    bool m_isLoaded = false;
    QStringList m_keptDuplicates;
    QSet<QString> m_kept;
    std::vector<Item> m_items;
    LatestOnly m_request;
};

} // namespace qm::desktop
