#pragma once

#include <QStringList>

namespace qm::desktop {

/// Rows of a table of HTML as QTextDocument understands it. All texts are escaped here.
class PrintTable {
public:
    enum class Tone { Plain, Small, Head, Sum };

    /// `head`: repeated on every page; its first column is wide. Columns after `leftColumns` are set to the right.
    PrintTable(const QStringList& head, int leftColumns);
    void add(const QStringList& cells, Tone tone = Tone::Plain, int indent = 0);
    QString html() const;

private:
    QString row(const QStringList& cells, Tone tone, int indent) const;

    QString m_head;
    QString m_rows;
    int m_leftColumns;
};

QString printHeading(const QString& text, int level);
QString printParagraph(const QString& text);

} // namespace qm::desktop
