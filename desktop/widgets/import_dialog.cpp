#include "desktop/widgets/import_dialog.h"

#include "desktop/models/display_text.h"
#include "desktop/services/draft_store.h"
#include "desktop/widgets/csv_form.h"
#include "desktop/widgets/draft_offer.h"
#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/import_account_view.h"
#include "desktop/widgets/theme.h"
#include "desktop/widgets/workspace.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace qm::desktop {

namespace {

constexpr const char* changesKey = "import"; ///< of a draft
constexpr const char* pathKey = "path";

/// Another for a file that was written anew.
QString draftNameOf(const QString& path)
{
    const QFileInfo file(path);
    const QString which = QStringLiteral("%1\n%2\n%3")
                              .arg(file.absoluteFilePath())
                              .arg(file.size())
                              .arg(file.lastModified().toMSecsSinceEpoch());
    return QStringLiteral("import/")
        + QString::fromLatin1(QCryptographicHash::hash(which.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

ImportDialog* ImportDialog::ofDraft(Workspace& workspace, const QString& draftName, QWidget* parent)
{
    const QJsonObject kept = workspace.drafts.draft(draftName).value(QLatin1String(changesKey)).toObject();
    const QString path = kept.value(QLatin1String(pathKey)).toString();
    if (draftNameOf(path) != draftName) {
        workspace.drafts.giveUp(draftName);
        workspace.notify(tr("“%1” has changed or is gone since. What was chosen for its import cannot be brought back; "
                            "nothing was imported.")
                             .arg(QFileInfo(path).fileName()),
            Workspace::Tone::Warning);
        return nullptr;
    }
    auto* dialog = new ImportDialog(workspace, path, parent);
    dialog->m_drafts->bringBack();
    return dialog;
}

ImportDialog::ImportDialog(Workspace& workspace, const QString& path, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_session(workspace.ledger)
    , m_drafts(new FieldDrafts(workspace, this))
    , m_csv(new CsvForm)
    , m_fault(new QLabel)
    , m_tabs(new QTabWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import %1").arg(QFileInfo(path).fileName()));
    resize(245 * unit, 160 * unit);
    m_fault->setWordWrap(true);
    m_fault->setAccessibleName(tr("What is wrong with the file"));
    m_fault->hide();
    m_csv->hide();
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAutoHide(true);
    m_tabs->setAccessibleName(tr("Accounts of the file"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head());
    m_offer = new DraftOffer(*m_drafts, this);
    m_offer->setContentsMargins(3 * unit, 0, 3 * unit, 2 * unit);
    layout->addWidget(m_offer);
    layout->addWidget(m_csv);
    layout->addWidget(m_fault);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(foot());
    m_fault->setMargin(3 * unit);

    connect(m_csv, &CsvForm::corrected, this, [this](const CsvShape& shape) { read({ StatementFormat::Csv, shape }); });
    connect(&m_session, &ImportSession::previewChanged, this, &ImportDialog::showPreview);
    connect(&m_session, &ImportSession::workChanged, this, &ImportDialog::showWork);
    connect(&m_session, &ImportSession::compared, this, &ImportDialog::showSums);
    connect(&m_session, &ImportSession::failed, this, &ImportDialog::showFault);
    connect(&m_session, &ImportSession::imported, this, &ImportDialog::imported);
    connect(&m_workspace.ledger, &LedgerService::opened, this, &QDialog::reject); // it was for another ledger
    connect(&m_workspace.ledger, &LedgerService::changed, this, [this] {
        if (m_session.preview() && m_session.work() == ImportSession::Work::None)
            m_session.compareAgain();
    });
    m_drafts->add(
        QLatin1String(changesKey), [this] { return changes(); },
        [this](const QJsonValue& kept) { bringChanges(kept); });
    m_session.read(path);
    m_drafts->begin(draftNameOf(path));
}

QWidget* ImportDialog::head()
{
    auto* head = new QWidget;
    m_title = new QLabel(windowTitle());
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_form = new QLabel;
    m_form->setForegroundRole(QPalette::PlaceholderText);
    m_form->setWordWrap(true);
    m_correct = new QToolButton;
    m_correct->setText(tr("&Form of the file"));
    m_correct->setIcon(icon(QStringLiteral("chevron-down")));
    m_correct->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_correct->setCheckable(true);
    m_correct->setAutoRaise(true);
    m_correct->hide();
    connect(m_correct, &QToolButton::toggled, this, [this](bool isOpen) {
        m_csv->setVisible(isOpen);
        m_correct->setIcon(icon(isOpen ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
    });
    auto* words = new QVBoxLayout;
    words->setSpacing(unit);
    words->addWidget(m_title);
    words->addWidget(m_form);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(3 * unit, 3 * unit, 3 * unit, 2 * unit);
    layout->addLayout(words, 1);
    layout->addWidget(m_correct, 0, Qt::AlignTop);
    return head;
}

QWidget* ImportDialog::foot()
{
    auto* foot = new QWidget;
    m_sums = new QLabel;
    m_sums->setWordWrap(true);
    m_sums->setAccessibleName(tr("What would be imported"));
    m_progress = new QProgressBar;
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(40 * unit);
    m_progress->setAccessibleName(tr("Progress"));
    m_import = new QPushButton(tr("&Import"));
    m_cancel = new QPushButton(tr("Cancel"));
    // Enter belongs to the field that is typed into; importing has a key of its own.
    m_import->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_import->setToolTip(tr("Ctrl+Enter"));
    auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(shortcut, &QShortcut::activated, m_import, &QPushButton::click);
    connect(m_import, &QPushButton::clicked, this, [this] { m_session.import(); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_sums, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_import);
    return foot;
}

void ImportDialog::reject()
{
    if (m_session.work() == ImportSession::Work::Importing)
        return;
    m_drafts->giveUp();
    QDialog::reject();
}

/// Null while nothing was changed.
QJsonValue ImportDialog::changes() const
{
    if (!m_toBring.isEmpty())
        return m_toBring;
    QJsonObject changes = m_session.choices().toJson();
    if (changes.isEmpty())
        return {};
    changes.insert(QLatin1String(pathKey), QFileInfo(m_session.path()).absoluteFilePath());
    return changes;
}

/// They are in the pages when the file was read again with them.
void ImportDialog::bringChanges(const QJsonValue& kept)
{
    m_toBring = kept.toObject();
    m_fault->hide();
    m_session.read(m_session.path(), ImportChoices::of(m_toBring));
}

/// While pages are compared they cannot be looked at: afterwards.
void ImportDialog::keep()
{
    if (m_session.work() != ImportSession::Work::Comparing)
        m_drafts->changed();
}

void ImportDialog::read(const ReadOptions& options)
{
    m_fault->hide();
    m_session.read(m_session.path(), options);
}

ImportAccountView* ImportDialog::view(int tab) const
{
    return static_cast<ImportAccountView*>(m_tabs->widget(tab));
}

void ImportDialog::showPreview()
{
    m_isUnreadable = false;
    m_toBring = {};
    m_fault->hide();
    const bool hadFocus = m_csv->isAncestorOf(focusWidget());
    while (m_tabs->count() > 0)
        delete m_tabs->widget(0);
    ImportPreview& preview = *m_session.preview();
    const bool isCsv = preview.format == StatementFormat::Csv;
    m_form->setText(isCsv ? tr("A table: %1").arg(CsvForm::words(preview.csv)) : tr("A statement in OFX"));
    m_form->setToolTip(QString::fromStdString([&] {
        std::string notes;
        for (const std::string& note : preview.notes)
            notes += (notes.empty() ? "" : "\n") + note;
        return notes;
    }()));
    m_correct->setVisible(isCsv);
    if (isCsv)
        m_csv->show(preview.csv, m_session.sample());
    for (std::size_t i = 0; i < preview.pages.size(); ++i) {
        auto* account = new ImportAccountView(m_workspace, m_session, i);
        connect(account, &ImportAccountView::countsChanged, this, &ImportDialog::showSums);
        m_tabs->addTab(account, account->title());
    }
    if (m_tabs->count() > 0 && !hadFocus)
        view(0)->takeFocus();
    showSums();
}

void ImportDialog::showWork()
{
    using Work = ImportSession::Work;
    const Work work = m_session.work();
    m_cancel->setEnabled(work != Work::Importing);
    m_offer->setEnabled(work == Work::None || work == Work::Reading);
    m_progress->setVisible(work != Work::None);
    m_csv->setEnabled(work == Work::None || work == Work::Reading);
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        view(tab)->followWork();
    showSums();
}

/// One sentence about all pages: what comes in, what stays out, which months are opened, and what is still to be said.
void ImportDialog::showSums()
{
    using Work = ImportSession::Work;
    int chosen = 0;
    int known = 0;
    int closed = 0;
    int twins = 0;
    std::set<YearMonth> opens;
    QString missing;
    for (int tab = 0; tab < m_tabs->count() && m_session.work() != Work::Comparing; ++tab) {
        const ImportModel::Counts counts = view(tab)->model().counts();
        chosen += counts.chosen;
        known += counts.known;
        closed += counts.closed;
        twins += counts.twins;
        opens.insert(counts.opens.begin(), counts.opens.end());
        m_tabs->setTabText(tab, view(tab)->title());
        if (view(tab)->needsTarget() && missing.isNull())
            missing = view(tab)->title();
    }
    QStringList words;
    if (m_session.work() == Work::Reading)
        words.append(tr("The file is being read …"));
    else if (m_session.work() == Work::Importing)
        words.append(tr("The postings are being recorded …"));
    else if (m_session.work() == Work::None && m_session.preview() && m_tabs->count() == 0)
        words.append(tr("There is no transaction in this file."));
    if (known > 0)
        words.append(tr("%n imported before.", nullptr, known));
    if (twins > 0)
        words.append(tr("%n may be there already.", nullptr, twins));
    if (closed > 0)
        words.append(tr("%n in closed months, left out.", nullptr, closed));
    QStringList months;
    for (const YearMonth ym : opens)
        months.append(monthText(ym));
    if (months.size() > 4)
        words.append(tr("Opens %n months, from %1 to %2.", nullptr, static_cast<int>(months.size()))
                         .arg(months.front(), months.back()));
    else if (!months.isEmpty())
        words.append(tr("Opens %1.").arg(QLocale().createSeparatedList(months)));
    if (!missing.isNull())
        words.append(tr("Choose where \"%1\" goes.").arg(missing));
    m_sums->setText(words.join(QLatin1Char(' ')));
    m_import->setText(chosen > 0 ? tr("&Import %n postings", nullptr, chosen) : tr("&Import"));
    m_import->setEnabled(chosen > 0 && missing.isNull() && m_session.work() == Work::None && !m_isUnreadable);
    keep();
}

void ImportDialog::showFault(const Error& error)
{
    const bool isOfFile
        = error.code == ErrorCode::Invalid || error.code == ErrorCode::NotFound || error.code == ErrorCode::Io;
    const QString detail = QString::fromStdString(error.detail);
    m_fault->setText(isOfFile ? tr("The file cannot be read like this. Nothing was changed. It says: %1.").arg(detail)
                              : ErrorText::of(error).text());
    m_fault->show();
    m_isUnreadable = isOfFile;
    // A table that was not understood can be corrected, unless there is none.
    if (isOfFile && !m_session.sample().empty()) {
        m_csv->show(m_session.options().csv, m_session.sample());
        m_correct->show();
        m_correct->setChecked(true);
    }
    if (!isOfFile && m_session.preview())
        m_session.compareAgain(); // the ledger is another than it was
    showSums();
}

void ImportDialog::imported(qint64 postings, const Uuid& change)
{
    Workspace& workspace = m_workspace;
    m_drafts->settle();
    workspace.notify(tr("%n postings were imported.", nullptr, static_cast<int>(postings)), Workspace::Tone::Good,
        tr("Undo"), [&workspace, change] {
            workspace.act([change](Ledger& ledger) -> Result<> {
                QM_TRY(ledger.undo(change));
                return {};
            });
        });
    accept();
}

} // namespace qm::desktop
