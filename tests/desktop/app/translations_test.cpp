#include "desktop/app/languages.h"
#include "desktop/models/act_text.h"
#include "desktop/models/error_text.h"

#include <QDirIterator>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace qm::desktop;

namespace {

struct Message {
    QString context;
    QString source;
    QString comment;
    QStringList translations; ///< several forms where it counts
    bool isFinished = true;
};

Message readMessage(QXmlStreamReader& xml, const QString& context)
{
    Message message;
    message.context = context;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            QString text;
            while (xml.readNext() != QXmlStreamReader::EndElement) {
                if (xml.isStartElement())
                    message.translations << xml.readElementText();
                else if (xml.isCharacters())
                    text += xml.text();
            }
            if (message.translations.isEmpty())
                message.translations << text;
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<Message> readMessages(const QString& path)
{
    QFile file(path);
    QList<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    xml.readNextStartElement();
    while (xml.readNextStartElement()) {
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else
                messages << readMessage(xml, context);
        }
    }
    return messages;
}

QStringList placesIn(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%L?\\d|%n|<[^>]+>"));
    QStringList places;
    for (auto match = place.globalMatch(text); match.hasNext();)
        places << match.next().captured();
    places.sort();
    return places;
}

QString key(const Message& message)
{
    return message.context + QLatin1Char('|') + message.source + QLatin1Char('|') + message.comment;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private slots:
    void everyTextIsInGerman_data() { addLanguages(); }
    void everyTextIsInGerman()
    {
        QFETCH(QString, language);
        QFETCH(QStringList, options);
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh.ts"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(QM_SOURCE_DIR));
        lupdate.start(QStringLiteral(QM_LUPDATE),
            QStringList { QStringLiteral("-silent"), QStringLiteral("-I"), QStringLiteral("."),
                QStringLiteral("-locations"), QStringLiteral("none") }
                + options + QStringList { QStringLiteral("desktop"), QStringLiteral("-ts"), fresh });
        QVERIFY(lupdate.waitForFinished(60'000));

        QSet<QString> translated;
        QStringList wrong;
        for (const Message& message : messagesOf(language)) {
            translated << key(message);
            const bool isEmpty = message.translations.contains(QString());
            if (!message.isFinished || isEmpty)
                wrong << QStringLiteral("not translated: ") + key(message);
        }
        for (const Message& message : readMessages(fresh)) {
            if (!translated.contains(key(message)))
                wrong << QStringLiteral("not in the file (cmake --build build/dev --target translations): ")
                        + key(message);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 20).join(QLatin1Char('\n'))));
        QVERIFY(!translated.isEmpty());
    }

    void noTextIsHiddenBehindAMacro()
    {
        // lupdate reads the sources before macros are replaced: what stands in one of our own never reaches
        // translators.
        static const QRegularExpression hidden(QStringLiteral("#define .*(TRANSLATE_NOOP|TR_NOOP|translate\\()"));
        QDirIterator files(QStringLiteral(QM_SOURCE_DIR "/desktop"), { QStringLiteral("*.cpp"), QStringLiteral("*.h") },
            QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!hidden.match(QString::fromUtf8(file.readAll())).hasMatch(), qPrintable(file.fileName()));
        }
    }

    void everyPlaceIsFilled_data() { addLanguages(); }
    void everyPlaceIsFilled()
    {
        QFETCH(QString, language);
        QStringList wrong;
        for (const Message& message : messagesOf(language)) {
            for (const QString& text : message.translations) {
                QStringList wanted = placesIn(message.source);
                QStringList got = placesIn(text);
                if (message.translations.size() > 1) { // "One posting" needs no number
                    wanted.removeAll(QStringLiteral("%n"));
                    got.removeAll(QStringLiteral("%n"));
                }
                if (wanted != got)
                    wrong << QStringLiteral("%1 → %2").arg(key(message), text);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void theProgramSpeaksGerman()
    {
        speak(*QCoreApplication::instance(), QStringLiteral("de"));

        QCOMPARE(actText("month.close"), QStringLiteral("Monat abschließen"));
        QCOMPARE(QCoreApplication::translate("ChangeText", "Planned amount"), QStringLiteral("Geplanter Betrag"));
        // Under the name that tr() of the class asks for.
        QVERIFY(QCoreApplication::translate("qm::desktop::ExportDialog", "All postings, for a spreadsheet.")
            != QStringLiteral("All postings, for a spreadsheet."));
        QVERIFY(ErrorText::of({ qm::ErrorCode::Closed, "" }).headline.contains(QStringLiteral("Monat")));
        QCOMPARE(QLocale().decimalPoint(), QStringLiteral(","));
    }

private:
    static void addLanguages()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("German") << "de" << QStringList();
        QTest::newRow("English plurals") << "en" << QStringList { QStringLiteral("-pluralonly") };
    }
    static QList<Message> messagesOf(const QString& language)
    {
        return readMessages(
            QStringLiteral(QM_SOURCE_DIR "/desktop/app/translations/quartermaster_%1.ts").arg(language));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
