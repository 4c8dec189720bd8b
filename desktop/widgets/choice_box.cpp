#include "desktop/widgets/choice_box.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>

namespace qm::desktop {

namespace {

QString textOf(const ChoiceBox::Choice& choice)
{
    return choice.group.isEmpty() ? choice.name : QStringLiteral("%1 · %2").arg(choice.name, choice.group);
}

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    // A part of a name is enough: the first that fits is taken when the field is left.
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ChoiceBox::takeWhatFits);
    connect(this, &QComboBox::currentIndexChanged, this, &ChoiceBox::chosenChanged);
}

void ChoiceBox::takeWhatFits()
{
    const QString typed = lineEdit()->text().trimmed();
    if (findText(typed, Qt::MatchFixedString) < 0 && !typed.isEmpty()) {
        const int begins = findText(typed, Qt::MatchStartsWith);
        const int fits = begins >= 0 ? begins : findText(typed, Qt::MatchContains);
        if (fits >= 0)
            setCurrentIndex(fits);
    } else if (const int same = findText(typed, Qt::MatchFixedString); same >= 0) {
        setCurrentIndex(same);
    }
}

/// The list of completions keeps the focus from leaving, so it goes first.
bool ChoiceBox::event(QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            completer()->popup()->hide();
            takeWhatFits();
        }
    }
    return QComboBox::event(event);
}

void ChoiceBox::setChoices(const std::vector<Choice>& choices)
{
    const auto before = chosen();
    const QString typed = lineEdit()->text();
    const bool hadChoice = !typed.isEmpty() && findText(typed, Qt::MatchFixedString) >= 0; // "none" is one, too
    const QSignalBlocker quiet(this);
    clear();
    for (const Choice& choice : choices) {
        const QByteArray id = choice.id
            ? QByteArray(reinterpret_cast<const char*>(choice.id->bytes.data()), qsizetype(choice.id->bytes.size()))
            : QByteArray();
        addItem(textOf(choice), id);
    }
    setCurrentIndex(-1);
    if (hadChoice)
        choose(before);
    if (currentIndex() < 0)
        lineEdit()->setText(hadChoice ? QString() : typed);
}

std::optional<Uuid> ChoiceBox::chosen() const
{
    const int at = findText(lineEdit()->text(), Qt::MatchFixedString);
    const QByteArray id = itemData(at >= 0 ? at : -1).toByteArray();
    return id.size() == 16 ? std::optional(Uuid::fromBytes({ id.constData(), 16 })) : std::nullopt;
}

void ChoiceBox::choose(const std::optional<Uuid>& id)
{
    const QByteArray wanted
        = id ? QByteArray(reinterpret_cast<const char*>(id->bytes.data()), qsizetype(id->bytes.size())) : QByteArray();
    for (int i = 0; i < count(); ++i) {
        if (itemData(i).toByteArray() == wanted) {
            setCurrentIndex(i);
            return;
        }
    }
    setCurrentIndex(-1);
}

bool ChoiceBox::isUnknown() const
{
    const QString typed = lineEdit()->text().trimmed();
    return !typed.isEmpty() && findText(lineEdit()->text(), Qt::MatchFixedString) < 0;
}

QString ChoiceBox::unknownText() const
{
    return isUnknown() ? lineEdit()->text().trimmed() : QString();
}

std::vector<ChoiceBox::Choice> accountChoices(const Catalogue& catalogue, const std::optional<Uuid>& without)
{
    std::vector<ChoiceBox::Choice> choices;
    for (const Account& account : catalogue.accounts) {
        if (!account.isArchived && account.id != without)
            choices.push_back({ account.id, QString::fromStdString(account.name), {} });
    }
    return choices;
}

std::vector<ChoiceBox::Choice> categoryChoices(const Catalogue& catalogue)
{
    std::vector<ChoiceBox::Choice> choices;
    for (const Category& category : catalogue.categories) {
        if (!category.isArchived)
            choices.push_back(
                { category.id, QString::fromStdString(category.name), QString::fromStdString(category.group) });
    }
    return choices;
}

std::vector<ChoiceBox::Choice> entryChoices(
    const Catalogue& catalogue, const std::vector<Entry>& entries, const QString& none)
{
    std::vector<ChoiceBox::Choice> choices;
    if (!none.isEmpty())
        choices.push_back({ {}, none, {} });
    for (const Entry& entry : entries)
        choices.push_back({ entry.id, QString::fromStdString(entry.name), catalogue.categoryName(entry.category) });
    return choices;
}

} // namespace qm::desktop
