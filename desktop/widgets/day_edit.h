#pragma once

#include <QDate>

#include "common/ledger/date.h"
#include "desktop/widgets/checked_edit.h"

namespace qm::desktop {

/// A day. Within a month (setMonth) it offers and takes only that month's days: `3`, `03.05.`, the locale's form or
/// `2026-05-03`; a day of another month is a fault, and outsideMonth() tells which, for a program that offers to go
/// there. Amounts (`12.34`) are no days. Up and Down, + and - change it by a day.
class DayEdit final : public CheckedEdit {
    Q_OBJECT

public:
    explicit DayEdit(QWidget* parent = nullptr);

    void setMonth(std::optional<YearMonth> ym);
    std::optional<YearMonth> month() const { return m_month; }
    /// The month of a day that is typed alone, where days of other months are taken as well.
    void setUsualMonth(YearMonth ym) { m_usualMonth = ym; }
    /// Invalid when it is empty or wrong.
    QDate day() const;
    void setDay(QDate day);
    void setRequired(bool isRequired);

signals:
    /// A day was typed or pasted that lies in another month.
    void outsideMonth(QDate day);

protected:
    QString faultOf(const QString& text) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QDate parse(const QString& text) const; ///< of any month
    std::optional<YearMonth> m_month;
    std::optional<YearMonth> m_usualMonth;
    bool m_isRequired = false;
};

} // namespace qm::desktop
