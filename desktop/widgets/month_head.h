#pragma once

#include <QWidget>

#include "common/store/month_view.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace qm::desktop {

class MonthTile;
class Workspace;

/// The head of the month page: which month, the way to its neighbours, open or closed, its note, and what came in, went
/// out and is left.
class MonthHead final : public QWidget {
    Q_OBJECT

public:
    explicit MonthHead(Workspace& workspace, QWidget* parent = nullptr);

    /// Null: the month is not there; only its name and the way to its neighbours are shown.
    void show(YearMonth ym, const MonthView* view);
    void focusNote();

signals:
    void noteEdited(const qm::Uuid& month, const QString& note);

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* commandButton(const char* commandId, const QString& iconName, const QString& name);
    void showState(const MonthView& view);
    void showTiles(const MonthView& view);
    void showColours();
    void showNote(const MonthView& view);
    void saveNote();
    QString noteDraft() const;

    Workspace& m_workspace;
    QLabel* m_title;
    QToolButton* m_previous;
    QToolButton* m_next;
    QLabel* m_lock;
    QLabel* m_state;
    QToolButton* m_close;
    QLineEdit* m_note;
    QWidget* m_tiles;
    MonthTile* m_income;
    MonthTile* m_expense;
    MonthTile* m_left;
    bool m_isClosed = false;
    Uuid m_noteOf; ///< the month that the note is of
};

} // namespace qm::desktop
