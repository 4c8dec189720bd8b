#include "desktop/widgets/draft_offer.h"

#include "desktop/widgets/field_drafts.h"
#include "desktop/widgets/text_label.h"
#include "desktop/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace qm::desktop {

DraftOffer::DraftOffer(FieldDrafts& drafts, QWidget* parent) : QWidget(parent)
{
    auto* goOn = new QPushButton(tr("Go on with it"), this);
    auto* letGo = new QPushButton(tr("Let it go"), this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * unit);
    row->addWidget(mutedLabel(tr("An unfinished change was kept."), this), 1);
    for (QPushButton* const button : { goOn, letGo }) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    connect(goOn, &QPushButton::clicked, &drafts, &FieldDrafts::bringBack);
    connect(letGo, &QPushButton::clicked, &drafts, &FieldDrafts::letGo);
    const auto follow = [this, &drafts] { setVisible(drafts.hasKept()); };
    connect(&drafts, &FieldDrafts::keptChanged, this, follow);
    follow();
}

} // namespace qm::desktop
