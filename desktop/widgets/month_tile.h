#pragma once

#include <QWidget>

#include "desktop/widgets/plan_bar.h"

namespace qm::desktop {

/// One sum of a month as a quiet card: its name, the amount that is real, what was planned, and a bar.
class MonthTile final : public QWidget {
    Q_OBJECT

public:
    explicit MonthTile(QWidget* parent = nullptr);

    struct Content {
        QString title;
        QString amount; ///< large
        QString planned; ///< `of 2,500.00 planned`
        QString plannedShort; ///< where that does not fit
        QString word; ///< `120.00 left`
        PlanBar bar;
        bool isBad = false; ///< the word says that something went wrong
    };
    void show(const Content& content);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont largeFont() const;
    Content m_content;
};

} // namespace qm::desktop
