#include "desktop/widgets/printing/print_preview.h"

#include "desktop/services/preferences.h"
#include "desktop/widgets/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPrintDialog>
#include <QPrintPreviewWidget>
#include <QPrinter>
#include <QPushButton>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QToolButton>

namespace qm::desktop {

namespace {

QPageSize::PageSizeId paperOf(const Preferences& preferences)
{
    const bool isLetter = QLocale().measurementSystem() == QLocale::ImperialUSSystem;
    const QString paper
        = preferences.value(QStringLiteral("print/paper"), isLetter ? QStringLiteral("letter") : QStringLiteral("a4"))
              .toString();
    return paper == QLatin1String("letter") ? QPageSize::Letter : QPageSize::A4;
}

/// The PDF's bytes; none when it could not be made.
QByteArray pdfOf(const Printout& printout, bool withPostings, QPageSize::PageSizeId paper)
{
    const QTemporaryDir folder; // a printer writes into files only
    const QString path = folder.filePath(QStringLiteral("print.pdf"));
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(path);
    printer.setDocName(printout.title);
    printer.setCreator(QStringLiteral("Quartermaster"));
    printer.setPageSize(QPageSize(paper));
    printout.paint(printer, withPostings);
    QFile made(path);
    return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
}

} // namespace

PrintPreview::PrintPreview(Workspace& workspace, Printout printout, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_printout(std::move(printout))
    , m_printer(std::make_unique<QPrinter>(QPrinter::HighResolution))
    , m_preview(new QPrintPreviewWidget(m_printer.get(), this))
    , m_paper(new QComboBox(this))
    , m_postings(new QCheckBox(tr("With &postings"), this))
    , m_pages(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Print %1").arg(m_printout.title));
    resize(190 * unit, 200 * unit);
    m_printer->setDocName(m_printout.title);
    m_printer->setPageSize(QPageSize(paperOf(workspace.preferences)));
    m_preview->setAccessibleName(tr("Pages"));
    connect(m_preview, &QPrintPreviewWidget::paintRequested, this,
        [this](QPrinter* printer) { m_printout.paint(*printer, m_postings->isChecked()); });
    connect(m_preview, &QPrintPreviewWidget::previewChanged, this,
        [this] { m_pages->setText(tr("%n page(s)", nullptr, m_preview->pageCount())); });

    auto* buttons = new QDialogButtonBox(this);
    QPushButton* const print = buttons->addButton(tr("&Print…"), QDialogButtonBox::AcceptRole);
    QPushButton* const pdf = buttons->addButton(tr("Save as P&DF…"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    print->setDefault(true);
    connect(print, &QPushButton::clicked, this, &PrintPreview::print);
    connect(pdf, &QPushButton::clicked, this,
        [this] { choosePdf(m_workspace, m_printout, m_postings->isChecked(), this); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(2 * unit);
    layout->addWidget(newChoices());
    layout->addWidget(m_preview, 1);
    layout->addWidget(buttons);
    m_preview->setViewMode(QPrintPreviewWidget::SinglePageView);
    m_preview->fitToWidth();
}

PrintPreview::~PrintPreview()
{
    delete m_preview; // before the printer that it shows
}

QWidget* PrintPreview::newChoices()
{
    auto* place = new QWidget;
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * unit);
    auto* paperName = new QLabel(tr("P&aper:"));
    paperName->setBuddy(m_paper);
    m_paper->addItem(tr("A4"), QStringLiteral("a4"));
    m_paper->addItem(tr("Letter"), QStringLiteral("letter"));
    m_paper->setCurrentIndex(paperOf(m_workspace.preferences) == QPageSize::Letter ? 1 : 0);
    m_postings->setChecked(m_workspace.preferences.value(QStringLiteral("print/postings"), false).toBool());
    m_postings->setVisible(m_printout.mayHavePostings);
    const auto zoom = [&](const QString& text, const QString& name, void (QPrintPreviewWidget::*how)(qreal)) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        connect(button, &QToolButton::clicked, m_preview, [this, how] { (m_preview->*how)(1.25); });
        return button;
    };
    row->addWidget(paperName);
    row->addWidget(m_paper);
    row->addWidget(m_postings);
    row->addStretch(1);
    row->addWidget(m_pages);
    row->addWidget(zoom(QStringLiteral("–"), tr("Smaller"), &QPrintPreviewWidget::zoomOut));
    row->addWidget(zoom(QStringLiteral("+"), tr("Larger"), &QPrintPreviewWidget::zoomIn));
    connect(m_paper, &QComboBox::currentIndexChanged, this, &PrintPreview::paintAnew);
    connect(m_postings, &QCheckBox::toggled, this, &PrintPreview::paintAnew);
    return place;
}

void PrintPreview::paintAnew()
{
    m_workspace.preferences.setValue(QStringLiteral("print/paper"), m_paper->currentData());
    m_workspace.preferences.setValue(QStringLiteral("print/postings"), m_postings->isChecked());
    m_printer->setPageSize(QPageSize(paperOf(m_workspace.preferences)));
    m_preview->updatePreview();
}

void PrintPreview::print()
{
    auto* dialog = new QPrintDialog(m_printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this, [this](QPrinter* printer) {
        m_printout.paint(*printer, m_postings->isChecked());
        accept();
    });
    dialog->open();
}

void PrintPreview::choosePdf(Workspace& workspace, const Printout& printout, bool withPostings, QWidget* parent)
{
    auto* dialog = new QFileDialog(parent, tr("Save as PDF"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PDF (*.pdf)"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(QString(printout.title).replace(QLatin1Char('/'), QLatin1Char('-')) + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, &workspace, [&workspace, printout, withPostings](const QString& path) {
        savePdf(workspace, printout, withPostings, path);
    });
    dialog->open();
}

void PrintPreview::savePdf(Workspace& workspace, const Printout& printout, bool withPostings, const QString& path)
{
    const QByteArray pdf = pdfOf(printout, withPostings, paperOf(workspace.preferences));
    QSaveFile file(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!pdf.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(pdf) == pdf.size() && file.commit())
        workspace.notify(tr("The PDF is saved in %1.").arg(shown), Workspace::Tone::Good);
    else
        workspace.notify(
            tr("The PDF could not be saved in %1. A file that was there is still as it was. Choose another "
               "folder and try again.")
                .arg(shown),
            Workspace::Tone::Error);
}

} // namespace qm::desktop
