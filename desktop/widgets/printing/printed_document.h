#pragma once

#include <QImage>
#include <QPageLayout>
#include <QTextDocument>

#include <memory>

class QPrinter;

namespace qm::desktop {

/// A text for paper: pages with the ledger's name and the title above, and their numbers below.
class PrintedDocument final {
public:
    PrintedDocument(const QString& ledgerName, const QString& title, QPageLayout::Orientation orientation);

    /// `name`: as an <img src> of the body calls it.
    void addPicture(const QString& name, const QImage& picture);
    void setBody(const QString& html);
    const QString& title() const { return m_title; }
    QString plainText() const { return m_text.toPlainText(); }

    /// All pages that the printer is to print, on its paper. Returns their number, 0 when it cannot print.
    int paint(QPrinter& printer) const;

private:
    QString m_ledgerName;
    QString m_title;
    QPageLayout::Orientation m_orientation;
    mutable QTextDocument m_text; ///< laid out anew for each printer
};

} // namespace qm::desktop
