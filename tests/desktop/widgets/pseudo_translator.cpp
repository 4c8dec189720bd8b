#include "pseudo_translator.h"

#include <algorithm>

namespace {

QChar accented(QChar c)
{
    static const QString plain = QStringLiteral("aceinouyszACEINOUYSZ");
    static const QString marked = QStringLiteral("áçéíñóúýšžÁÇÉÍÑÓÚÝŠŽ");
    const qsizetype at = plain.indexOf(c);
    return at < 0 ? c : marked.at(at);
}

} // namespace

QString PseudoTranslator::translate(const char*, const char* source, const char*, int) const
{
    const QString text = QString::fromUtf8(source);
    QString out;
    bool isInTag = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool isPlace = c == QLatin1Char('%') && i + 1 < text.size();
        isInTag = c == QLatin1Char('<') || (isInTag && c != QLatin1Char('>'));
        if (isPlace) { // %1, %n, %L1
            out += c;
            while (i + 1 < text.size() && (text.at(i + 1).isDigit() || text.at(i + 1) == QLatin1Char('L') || text.at(i + 1) == QLatin1Char('n'))) {
                out += text.at(++i);
                if (!text.at(i).isDigit() && text.at(i) == QLatin1Char('n'))
                    break;
            }
            continue;
        }
        out += isInTag ? c : accented(c);
    }
    const qsizetype longer = std::max<qsizetype>(1, text.size() * 2 / 5);
    return QLatin1Char('[') + out + QString(longer, QLatin1Char('~')) + QLatin1Char(']');
}
