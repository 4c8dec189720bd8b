#pragma once

#include <QWidget>

#include "common/store/month_view.h"

class QCheckBox;
class QLabel;
class QToolButton;

namespace qm::desktop {

/// One entry that is due. Space ticks it, Return records it, Ctrl+Return records it for editing, Del skips it, Up and
/// Down go to the other rows.
class DueRow final : public QWidget {
    Q_OBJECT

public:
    explicit DueRow(const Uuid& entry, QWidget* parent = nullptr);

    const Uuid& entry() const { return m_entry; }
    void show(const MonthView::Line& line, QDate today, const Currency& currency);
    bool isTicked() const;
    void setTicked(bool isTicked);
    void takeFocus();

signals:
    void tickedChanged();
    void recordWanted(bool thenEdit);
    void skipWanted();
    void stepWanted(int rows);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* button(const QString& text, const QString& tip);
    void showColours();

    Uuid m_entry;
    QCheckBox* m_tick;
    QLabel* m_when;
    QLabel* m_amount;
    QToolButton* m_record;
    QToolButton* m_edit;
    QToolButton* m_skip;
    MonthView::Due m_due = MonthView::Due::No;
};

} // namespace qm::desktop
