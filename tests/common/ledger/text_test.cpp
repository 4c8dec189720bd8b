#include "common/ledger/text.h"

#include <QtTest>

#include <QStringDecoder>

using namespace qm;

namespace {

std::string times(const char* text, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += text;
    return out;
}

} // namespace

class TextTest : public QObject {
    Q_OBJECT
private slots:
    void knowsUtf8_data();
    void knowsUtf8();
    void agreesWithQtOnEverySequenceOfBytes();
    void acceptsNames_data();
    void acceptsNames();
    void refusesNames_data();
    void refusesNames();
    void acceptsNotes();
    void refusesNotes_data();
    void refusesNotes();
    void saysWhatIsWrongInAFewWords();
    void cutsBetweenCharacters();
};

void TextTest::knowsUtf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    const auto row
        = [](const char* name, const QByteArray& text, bool isGood) { QTest::newRow(name) << text << isGood; };
    row("nothing", "", true);
    row("ASCII", "Groceries", true);
    row("two bytes", "\xC3\xA9", true);
    row("three bytes", "\xE2\x82\xAC", true);
    row("four bytes", "\xF0\x9D\x84\x9E", true);
    row("last character", "\xF4\x8F\xBF\xBF", true);
    row("NUL is a character", QByteArray("\0", 1), true);
    row("overlong slash", "\xC0\xAF", false);
    row("overlong in three bytes", "\xE0\x80\xAF", false);
    row("overlong in four bytes", "\xF0\x80\x80\xAF", false);
    row("surrogate", "\xED\xA0\x80", false);
    row("beyond Unicode", "\xF4\x90\x80\x80", false);
    row("five bytes", "\xF8\x88\x80\x80\x80", false);
    row("cut after one", "\xE2", false);
    row("cut after two", "\xE2\x82", false);
    row("continuation alone", "\x80", false);
    row("Latin-1", "M\xFCller", false);
    row("FF", "\xFF", false);
}

void TextTest::knowsUtf8()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    QCOMPARE(isUtf8(text.toStdString()), isGood);
}

void TextTest::agreesWithQtOnEverySequenceOfBytes()
{
    // Every pair of bytes, and every three and four bytes with the leads and edges where the rules change.
    const auto check = [](const QByteArray& bytes) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder.decode(bytes);
        const bool theirs = !decoder.hasError() && !decoded.contains(QChar::ReplacementCharacter);
        if (isUtf8(bytes.toStdString()) != theirs)
            QFAIL(bytes.toHex().constData());
    };
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b)
            check({ QByteArray(1, char(a)) + char(b) });
    }
    const std::vector<int> edges { 0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBE, 0xC0, 0xFF };
    for (int lead = 0xDF; lead < 0xF8; ++lead) {
        for (const int b : edges) {
            for (const int c : edges) {
                check(QByteArray(1, char(lead)) + char(b) + char(c));
                for (const int d : edges)
                    check(QByteArray(1, char(lead)) + char(b) + char(c) + char(d));
            }
        }
    }
}

void TextTest::acceptsNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("one letter") << QByteArray("x");
    QTest::newRow("spaces around") << QByteArray(" Rent ");
    QTest::newRow("other scripts") << QByteArray("日本 Ελλάς 𝄞");
    QTest::newRow("punctuation") << QByteArray("a/b\\c\"d'e;f<g>&h%i");
    QTest::newRow("200 letters") << QByteArray(200, 'x');
    QTest::newRow("200 characters of four bytes") << QByteArray::fromStdString(times("𝄞", 200));
}

void TextTest::acceptsNames()
{
    QFETCH(QByteArray, name);
    QVERIFY(checkName(name.toStdString()));
}

void TextTest::refusesNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a space") << QByteArray("   ");
    QTest::newRow("201 letters") << QByteArray(201, 'x');
    QTest::newRow("201 characters of four bytes") << QByteArray::fromStdString(times("𝄞", 201));
    QTest::newRow("10 MB") << QByteArray(10'000'000, 'x');
    QTest::newRow("10 MB that are not UTF-8") << QByteArray(10'000'000, '\xFF');
    QTest::newRow("two lines") << QByteArray("a\nb");
    QTest::newRow("a tab") << QByteArray("a\tb");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("escape") << QByteArray("a\x1b[31m");
    QTest::newRow("delete") << QByteArray("a\x7f");
    QTest::newRow("Latin-1") << QByteArray("M\xFCller");
}

void TextTest::refusesNames()
{
    QFETCH(QByteArray, name);
    const auto checked = checkName(name.toStdString());
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::Invalid);
    QVERIFY(checked.error().detail.size() < 200);
}

void TextTest::acceptsNotes()
{
    QVERIFY(checkNote(""));
    QVERIFY(checkNote("two\nlines\tand\r\na tab"));
    QVERIFY(checkNote(std::string(4'000, 'x')));
    QVERIFY(checkNote(times("€", 4'000)));
}

void TextTest::refusesNotes_data()
{
    QTest::addColumn<QByteArray>("note");
    QTest::newRow("4001 letters") << QByteArray(4'001, 'x');
    QTest::newRow("10 MB") << QByteArray(10'000'000, 'x');
    QTest::newRow("NUL") << QByteArray("\0", 1);
    QTest::newRow("bell") << QByteArray("\a");
    QTest::newRow("half a character") << QByteArray("caf\xC3");
}

void TextTest::refusesNotes()
{
    QFETCH(QByteArray, note);
    QVERIFY(!checkNote(note.toStdString()));
}

void TextTest::saysWhatIsWrongInAFewWords()
{
    QCOMPARE(checkName("").error().detail, std::string("is empty"));
    QCOMPARE(checkName("M\xFCller").error().detail, std::string("is not valid UTF-8"));
    QCOMPARE(checkName(std::string(201, 'x')).error().detail, std::string("has 201 characters; 200 are the most"));
    QCOMPARE(checkName(std::string(10'000'000, 'x')).error().detail,
        std::string("has 10000000 bytes; 200 characters are the most"));
    QCOMPARE(checkName(std::string("a\0b", 3)).error().detail, std::string("contains a control character (code 0)"));
}

void TextTest::cutsBetweenCharacters()
{
    QCOMPARE(cutText("Groceries", 40), std::string_view("Groceries"));
    QCOMPARE(cutText("Groceries", 3), std::string_view("Gro"));
    QCOMPARE(cutText("a𝄞b", 1), std::string_view("a"));
    QCOMPARE(cutText("a𝄞b", 4), std::string_view("a"));
    QCOMPARE(cutText("a𝄞b", 5), std::string_view("a𝄞"));
    QCOMPARE(cutText("€", 2), std::string_view());
    QCOMPARE(cutText("", 0), std::string_view());
}

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
