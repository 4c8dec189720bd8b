#include "desktop/widgets/export_dialog.h"

#include "desktop/models/error_text.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/theme.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <array>
#include <chrono>

namespace qm::desktop {

namespace {

using namespace std::chrono_literals;

struct FormatWords {
    ExportFormat format;
    const char* name;
    const char* text;
    const char* filter;
    const char* ending;
};

constexpr std::array formatWords {
    FormatWords { ExportFormat::Csv, QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "&Table (CSV)"),
        QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "All postings, for a spreadsheet."),
        QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "Table (*.csv)"), "csv" },
    FormatWords { ExportFormat::Json, QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "&Everything (JSON)"),
        QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "Months, entries, templates and postings, for other programs."),
        QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "JSON (*.json)"), "json" },
    FormatWords { ExportFormat::Hledger, QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "&Journal (hledger)"),
        QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "All postings as a plain text journal."),
        QT_TRANSLATE_NOOP("qm::desktop::ExportDialog", "Journal (*.journal)"), "journal" },
};

const FormatWords& wordsOf(ExportFormat format)
{
    return formatWords[static_cast<std::size_t>(format)];
}

} // namespace

ExportDialog::ExportDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_formats(new QButtonGroup(this))
    , m_choices(newFormats())
    , m_error(new QLabel(this))
    , m_bar(new QProgressBar(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export the ledger"));
    m_error->setWordWrap(true);
    m_error->setAccessibleName(tr("What went wrong"));
    m_error->hide();
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->setRange(0, 100);
    m_bar->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_choose = buttons->addButton(tr("Choose a &file…"), QDialogButtonBox::AcceptRole);
    m_choose->setDefault(true);
    connect(m_choose, &QPushButton::clicked, this, &ExportDialog::choosePath);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit);
    layout->setSpacing(3 * unit);
    layout->addWidget(m_choices);
    layout->addWidget(m_bar);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addWidget(buttons);
    m_look.setInterval(100ms);
    connect(&m_look, &QTimer::timeout, this, [this] { m_bar->setValue(m_progress->percent); });
    const auto remembered
        = exportFormatNamed(workspace.preferences.value(QStringLiteral("export/format")).toString().toStdString());
    setFormat(remembered ? *remembered : ExportFormat::Csv);
}

ExportDialog::~ExportDialog()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

QWidget* ExportDialog::newFormats()
{
    auto* place = new QWidget(this);
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    auto* head = new QLabel(tr("The whole ledger is written into one file. It can be read without Quartermaster."));
    head->setWordWrap(true);
    layout->addWidget(head);
    for (const FormatWords& words : formatWords) {
        auto* button = new QRadioButton(tr(words.name));
        button->setAccessibleDescription(tr(words.text));
        auto* text = new QLabel(tr(words.text));
        text->setForegroundRole(QPalette::PlaceholderText);
        text->setContentsMargins(6 * unit, 0, 0, 0);
        layout->addSpacing(2 * unit);
        layout->addWidget(button);
        layout->addWidget(text);
        m_formats->addButton(button, int(words.format));
    }
    return place;
}

void ExportDialog::addCommands(Workspace& workspace, QWidget* window)
{
    workspace.addCommand(window,
        { QStringLiteral("file.export"), Menu::File, tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E),
            QStringLiteral("export"), [&workspace, window] {
                if (workspace.ledger.isOpen())
                    (new ExportDialog(workspace, window))->open();
                else
                    workspace.notify(tr("No ledger is open. Open one first, then export it."));
            } });
}

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_formats->checkedId());
}

void ExportDialog::setFormat(ExportFormat format)
{
    m_formats->button(int(format))->setChecked(true);
}

void ExportDialog::choosePath()
{
    const FormatWords& words = wordsOf(format());
    const QString ending = QLatin1String(words.ending);
    auto* dialog = new QFileDialog(this, windowTitle());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr(words.filter));
    dialog->setDefaultSuffix(ending);
    QString name = m_workspace.ledger.catalogue().ledgerName;
    dialog->selectFile(name.replace(QLatin1Char('/'), QLatin1Char('-')) + QLatin1Char('.') + ending);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::exportTo);
    dialog->open();
}

void ExportDialog::exportTo(const QString& path)
{
    m_workspace.preferences.setValue(QStringLiteral("export/format"), QString::fromLatin1(exportFormatName(format())));
    m_progress = std::make_shared<Progress>();
    setRunning(true);
    auto future = m_workspace.ledger.readLong(m_progress,
        [path, format = format(), ledgerPath = m_workspace.ledger.path()](Ledger& ledger, Progress& progress) {
            return exportLedger(ledger, ledgerPath, path, format, [&progress](int percent) {
                progress.percent = percent;
                return !progress.isCancelled;
            });
        });
    whenDone(this, std::move(future),
        [this, path](const Result<std::optional<Exported>>& exported) { done(path, exported); });
}

void ExportDialog::done(const QString& path, const Result<std::optional<Exported>>& exported)
{
    setRunning(false);
    if (!exported) {
        m_error->setText(ErrorText::of(exported.error()).text());
        m_error->show();
        return;
    }
    if (*exported)
        m_workspace.notify(tr("%n posting(s) exported to %1.", nullptr, int((*exported)->postings))
                               .arg(QDir::toNativeSeparators(path)),
            Workspace::Tone::Good);
    accept();
}

void ExportDialog::setRunning(bool isRunning)
{
    m_choices->setEnabled(!isRunning);
    m_choose->setEnabled(!isRunning);
    m_error->hide();
    m_bar->setValue(0);
    m_bar->setVisible(isRunning);
    if (isRunning)
        m_look.start();
    else
        m_look.stop();
}

} // namespace qm::desktop
