#include "desktop/widgets/shortcuts_dialog.h"

#include "desktop/widgets/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace qm::desktop {

QString plainText(const QString& text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('&') && i + 1 < text.size())
            ++i; // && is an ampersand
        plain += text.at(i);
    }
    return plain;
}

ShortcutsDialog::ShortcutsDialog(Workspace& workspace, QWidget* parent)
    : Sheet(tr("Shortcuts"), {}, parent)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
{
    m_search->setPlaceholderText(tr("Find an action or a key"));
    m_search->setAccessibleName(tr("Find an action or a key"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_tree->setAccessibleName(tr("Actions and their shortcuts"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(4 * unit);
    m_tree->setRootIsDecorated(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const Menu menu : { Menu::File, Menu::Edit, Menu::Month, Menu::Posting, Menu::Go, Menu::Server, Menu::Help })
        group(plainText(menuTitle(menu)));
    for (const QAction* const action : workspace.commands())
        addRow(group(plainText(menuTitle(Workspace::menuOf(action)))), plainText(action->text()),
            action->shortcut().toString(QKeySequence::NativeText));
    addLists();
    m_tree->expandAll();
    filter({}); // a menu without actions is not shown
    body()->addWidget(m_search);
    body()->addWidget(m_tree, 1);
    addCloseButton()->setAutoDefault(false);
    resize(140 * unit, 150 * unit);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    m_search->setFocus();
}

QTreeWidgetItem* ShortcutsDialog::group(const QString& title)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        if (m_tree->topLevelItem(i)->text(0) == title)
            return m_tree->topLevelItem(i);
    }
    auto* item = new QTreeWidgetItem(m_tree, { title });
    QFont bold = m_tree->font();
    bold.setWeight(QFont::DemiBold);
    item->setFont(0, bold);
    item->setSizeHint(0, { 0, 9 * unit });
    item->setTextAlignment(0, Qt::AlignLeft | Qt::AlignBottom);
    item->setFlags(Qt::ItemIsEnabled);
    return item;
}

void ShortcutsDialog::addRow(QTreeWidgetItem* under, const QString& text, const QString& keys)
{
    auto* item = new QTreeWidgetItem(under, { text, keys });
    item->setSizeHint(0, { 0, 6 * unit });
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(0, Qt::AccessibleTextRole, keys.isEmpty() ? text : tr("%1: %2", "action, keys").arg(text, keys));
}

void ShortcutsDialog::addLists()
{
    QTreeWidgetItem* const lists = group(tr("Lists and fields"));
    const auto keys = [](Qt::Key key) { return QKeySequence(key).toString(QKeySequence::NativeText); };
    addRow(lists, tr("Change what stands in a cell, or take what was typed"), keys(Qt::Key_Return));
    addRow(lists, tr("Give up what was typed"), keys(Qt::Key_Escape));
    addRow(lists, tr("Go to the next field"), keys(Qt::Key_Tab));
    addRow(lists, tr("Tick or untick"), keys(Qt::Key_Space));
    addRow(lists, tr("Delete or archive the row"), keys(Qt::Key_Delete));
    addRow(lists, tr("Move the row up"), QKeySequence(Qt::ALT | Qt::Key_Up).toString(QKeySequence::NativeText));
    addRow(lists, tr("Move the row down"), QKeySequence(Qt::ALT | Qt::Key_Down).toString(QKeySequence::NativeText));
    addRow(lists, tr("Do what the dialog is for, from any of its fields"),
        QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText));
}

void ShortcutsDialog::filter(const QString& typed)
{
    const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* const menu = m_tree->topLevelItem(i);
        bool isAnyShown = false;
        for (int j = 0; j < menu->childCount(); ++j) {
            QTreeWidgetItem* const item = menu->child(j);
            const QString all = item->text(0) + QLatin1Char(' ') + item->text(1) + QLatin1Char(' ') + menu->text(0);
            const bool isFound = std::all_of(words.begin(), words.end(),
                [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
            item->setHidden(!isFound);
            isAnyShown |= isFound;
        }
        menu->setHidden(!isAnyShown);
    }
}

/// Up and Down in the field walk through the list.
bool ShortcutsDialog::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            QCoreApplication::sendEvent(m_tree, event);
            return true;
        }
    }
    return Sheet::eventFilter(object, event);
}

} // namespace qm::desktop
