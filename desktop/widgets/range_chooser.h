#pragma once

#include <QWidget>

#include "common/store/ledger.h"

class QComboBox;
class QLabel;

namespace qm::desktop {

class Preferences;

/// Which months: this year, the last twelve, all, or from one to another. Remembered.
class RangeChooser final : public QWidget {
    Q_OBJECT

public:
    enum class Choice { ThisYear, LastTwelve, All, FromTo };

    explicit RangeChooser(Preferences& preferences, QWidget* parent = nullptr);

    /// The months to choose from, oldest first. Keeps what is chosen.
    void setMonths(const std::vector<Month>& months);
    SummaryRange range() const;
    void choose(Choice choice);
    void chooseMonths(YearMonth from, YearMonth to);

signals:
    void rangeChanged();

private:
    void showEnds();
    void changed();
    void endChanged(QComboBox* other, bool isFrom);

    Preferences& m_preferences;
    QComboBox* m_choice;
    QComboBox* m_from;
    QComboBox* m_to;
    QLabel* m_dash;
    bool m_isFilling = false;
};

} // namespace qm::desktop
