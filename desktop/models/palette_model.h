#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <vector>

namespace qm::desktop {

/// One thing that the command palette finds.
struct PaletteItem {
    enum class Kind { Command, Page, Month, Entry, Payee, Account, Category, Template };
    Kind kind = Kind::Command;
    QString text;
    QString detail; ///< where it belongs: a menu, a month; found by, too
    QString shortcut; ///< as it is shown
    bool isEnabled = true;
    int number = 0; ///< its place in the list it came from, for whoever runs it
};

/// What the command palette finds for what is typed: every word must be found, in any order, without case and accents;
/// beginnings count most. Results stand in sections by kind, each under a heading row that cannot be chosen; the
/// section with the best result is first. Nothing typed: commands, pages and months.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, ShortcutRole, HeadingRole, NumberRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<PaletteItem> items);
    void setQuery(const QString& query);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// How well the words fit, 0: not at all. For tests of the ranking.
    static int scoreOf(const QString& text, const QString& detail, const QString& query);

private:
    struct Searched {
        PaletteItem item;
        QString text; ///< folded
        QString detail;
    };
    struct Row {
        bool isHeading = false;
        PaletteItem::Kind kind = PaletteItem::Kind::Command;
        std::size_t item = 0;
    };
    struct Found {
        int score = 0;
        std::size_t item = 0;
    };
    static QString heading(PaletteItem::Kind kind);
    std::vector<Found> found(const QStringList& words) const;
    void search();

    std::vector<Searched> m_items;
    std::vector<Row> m_rows;
    QString m_query;
};

} // namespace qm::desktop
