#pragma once

#include <QComboBox>

#include "desktop/services/catalogue.h"

namespace qm::desktop {

/// A choice among things with ids that is found by typing a part of the name. May hold "none".
class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

    struct Choice {
        std::optional<Uuid> id; ///< nothing: the "none" choice
        QString name;
        QString group; ///< shown behind the name
    };
    /// Keeps what is chosen when it is still there.
    void setChoices(const std::vector<Choice>& choices);
    std::optional<Uuid> chosen() const;
    void choose(const std::optional<Uuid>& id);
    /// What is typed is no name of the list.
    bool isUnknown() const;
    /// What is typed while it is unknown; else empty.
    QString unknownText() const;

signals:
    void chosenChanged();

protected:
    bool event(QEvent* event) override;

private:
    void takeWhatFits();
};

/// Accounts that are not archived; `without`: one that cannot be chosen.
std::vector<ChoiceBox::Choice> accountChoices(const Catalogue& catalogue, const std::optional<Uuid>& without = {});
std::vector<ChoiceBox::Choice> categoryChoices(const Catalogue& catalogue);
/// The entries of a month, in its order, with their category; first "no entry yet" as `none`.
std::vector<ChoiceBox::Choice> entryChoices(
    const Catalogue& catalogue, const std::vector<Entry>& entries, const QString& none);

} // namespace qm::desktop
