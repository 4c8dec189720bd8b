#pragma once

#include <QWidget>

#include "common/formats/statement.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QTableWidget;

namespace qm::desktop {

/// The form of a CSV file as it was detected, to be corrected: every change asks for the file to be read again.
class CsvForm final : public QWidget {
    Q_OBJECT

public:
    explicit CsvForm(QWidget* parent = nullptr);

    /// What was read, and the file's first rows. Signals nothing.
    void show(const CsvShape& shape, const std::vector<std::vector<std::string>>& sample);
    /// In words, for a line above: `Semicolon, UTF-8, day first, decimal comma`.
    static QString words(const CsvShape& shape);

signals:
    /// The person has corrected something; `shape` holds everything, as it is to be read.
    void corrected(const qm::CsvShape& shape);

private:
    struct ColumnChoice {
        std::optional<int> CsvColumns::*column;
        QComboBox* box;
    };
    QComboBox* addChoice(QGridLayout* grid, int row, int place, const QString& label);
    void addColumn(QGridLayout* grid, int row, int place, const QString& label, std::optional<int> CsvColumns::*column);
    void showSample(const std::vector<std::vector<std::string>>& sample);
    void correct();

    CsvShape m_shape;
    QComboBox* m_delimiter;
    QComboBox* m_encoding;
    QComboBox* m_dateOrder;
    QComboBox* m_decimal;
    QCheckBox* m_header;
    QCheckBox* m_flip;
    std::vector<ColumnChoice> m_columns;
    QTableWidget* m_sample;
};

} // namespace qm::desktop
