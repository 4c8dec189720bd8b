#pragma once

#include <QTranslator>

/// A language that does not exist: every text in brackets, its letters with accents, and two fifths longer, as German is.
/// What shows up without it is not translated; what does not fit is cut in some language.
class PseudoTranslator final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(
        const char* context, const char* source, const char* disambiguation, int n) const override;
};
