#include "desktop/widgets/preferences_dialog.h"

#include "common/store/actions.h"
#include "desktop/services/preferences.h"
#include "desktop/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace qm::desktop {

namespace {

struct Choice {
    QString text;
    QString value;
};

QComboBox* choiceOf(const QList<Choice>& choices, const QString& chosen)
{
    auto* box = new QComboBox;
    for (const Choice& choice : choices)
        box->addItem(choice.text, choice.value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
    return box;
}

/// A path, and a button that shows its folder in the system's file manager.
QWidget* folderRow(const QString& path, const QString& buttonText)
{
    const QFileInfo file(path);
    const QString folder = file.isDir() ? file.absoluteFilePath() : file.absolutePath();
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* text = new QLineEdit(QDir::toNativeSeparators(path));
    text->setReadOnly(true);
    text->setFrame(false);
    QPalette plain = text->palette();
    plain.setColor(QPalette::Base, Qt::transparent);
    text->setPalette(plain);
    text->setCursorPosition(0);
    text->setAccessibleName(PreferencesDialog::tr("Folder"));
    auto* show = new QPushButton(buttonText);
    show->setAutoDefault(false);
    QObject::connect(
        show, &QPushButton::clicked, show, [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    layout->addWidget(text, 1);
    layout->addWidget(show);
    return row;
}

QLabel* sectionLabel(const QString& text)
{
    QLabel* const label = headlineLabel(text, 1.0, nullptr);
    label->setContentsMargins(0, 2 * unit, 0, 0);
    return label;
}

} // namespace

PreferencesDialog::PreferencesDialog(Workspace& workspace, QWidget* parent)
    : Sheet(tr("Preferences"), {}, parent)
    , m_workspace(workspace)
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(4 * unit);
    form->setVerticalSpacing(2 * unit);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addProgram(form);
    if (workspace.ledger.isOpen())
        addLedger(form);
    body()->addLayout(form);
    body()->addStretch();
    addCloseButton();
    resize(150 * unit, sizeHint().height());
}

void PreferencesDialog::addProgram(QFormLayout* form)
{
    Preferences& preferences = m_workspace.preferences;
    auto* theme = choiceOf({ { tr("As the system"), QStringLiteral("system") },
                               { tr("Light"), QStringLiteral("light") }, { tr("Dark"), QStringLiteral("dark") } },
        preferences.theme());
    connect(theme, &QComboBox::activated, this,
        [theme, &preferences] { preferences.setTheme(theme->currentData().toString()); });
    auto* language = choiceOf({ { tr("As the system"), {} }, { QStringLiteral("English"), QStringLiteral("en") },
                                  { QStringLiteral("Deutsch"), QStringLiteral("de") } },
        preferences.language());
    QLabel* const later = mutedLabel(tr("Another language takes effect at the next start."), nullptr);
    connect(language, &QComboBox::activated, this,
        [language, &preferences] { preferences.setLanguage(language->currentData().toString()); });
    form->addRow(sectionLabel(tr("The window")));
    form->addRow(tr("&Look"), theme);
    form->addRow(tr("L&anguage"), language);
    form->addRow(QString(), later);

    auto* snapshots = new QCheckBox(tr("Keep a &snapshot of each of the last seven days"));
    snapshots->setChecked(preferences.keepsSnapshots());
    connect(snapshots, &QCheckBox::toggled, &preferences, &Preferences::setKeepsSnapshots);
    form->addRow(sectionLabel(tr("Files")));
    form->addRow(QString(), snapshots);
    form->addRow(tr("Ledgers lie in"), folderRow(preferences.folders().dataDir, tr("Open the folder")));
}

void PreferencesDialog::addLedger(QFormLayout* form)
{
    m_name = new QLineEdit(m_workspace.ledger.catalogue().ledgerName);
    m_name->setMaxLength(200);
    connect(m_name, &QLineEdit::editingFinished, this, &PreferencesDialog::takeName);
    form->addRow(sectionLabel(tr("This ledger")));
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Currency"), new QLabel(QString::fromStdString(m_workspace.ledger.currency().code)));
    form->addRow(tr("File"), folderRow(m_workspace.ledger.path(), tr("Show its folder")));
}

void PreferencesDialog::takeName()
{
    if (!m_workspace.ledger.isOpen())
        return;
    const QString name = m_name->text().simplified();
    if (name.isEmpty() || name == m_workspace.ledger.catalogue().ledgerName) {
        m_name->setText(m_workspace.ledger.catalogue().ledgerName);
        return;
    }
    CellValue value;
    value.columns[0] = name.toStdString();
    m_workspace.act([value](Ledger& ledger) {
        return editRow(ledger, { Table::Ledger, ledger.id() }, { { cellNamed(Table::Ledger, "name"), value } });
    });
}

} // namespace qm::desktop
