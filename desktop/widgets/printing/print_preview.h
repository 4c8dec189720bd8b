#pragma once

#include <QDialog>

#include "desktop/widgets/workspace.h"

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QPrintPreviewWidget;
class QPrinter;

namespace qm::desktop {

/// Something that can be printed.
struct Printout {
    QString title;
    bool mayHavePostings = false; ///< they can be left out
    std::function<void(QPrinter& printer, bool withPostings)> paint;
};

/// Shows the pages before they are printed or saved as PDF. Not modal in itself; opened by open().
class PrintPreview final : public QDialog {
    Q_OBJECT

public:
    PrintPreview(Workspace& workspace, Printout printout, QWidget* parent);
    ~PrintPreview() override;

    /// Asks where to, then savePdf(). Without a preview of its own.
    static void choosePdf(Workspace& workspace, const Printout& printout, bool withPostings, QWidget* parent);
    /// Replaces the file, all or nothing; a notice says where it is, or why not.
    static void savePdf(Workspace& workspace, const Printout& printout, bool withPostings, const QString& path);

private:
    QWidget* newChoices();
    void print();
    void paintAnew();

    Workspace& m_workspace;
    Printout m_printout;
    std::unique_ptr<QPrinter> m_printer;
    QPrintPreviewWidget* m_preview;
    QComboBox* m_paper;
    QCheckBox* m_postings;
    QLabel* m_pages;
};

} // namespace qm::desktop
