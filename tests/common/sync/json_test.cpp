#include "common/ledger/text.h"
#include "common/sync/json.h"
#include "tests/common/test_seed.h"

#include <QtTest>

#include <limits>

using namespace qm;

namespace {

QByteArray deep(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

/// A document of the kind the protocol has: no floating point numbers.
Json randomJson(std::mt19937_64& random, int depth)
{
    const auto below = [&](std::size_t n) { return random() % n; };
    const auto randomText = [&] {
        static const std::vector<std::string> pieces { "a", "Z", "0", " ", "\"", "\\", "/", "\b", "\f", "\n", "\r",
            "\t", std::string(1, '\0'), "\x01", "\x1f", "\x7f", "ä", "€", "𝄞", "\xe2\x80\xa8", "name" };
        std::string text;
        for (std::size_t i = below(6); i > 0; --i)
            text += pieces[below(pieces.size())];
        return text;
    };
    switch (below(depth > 0 ? 8 : 6)) {
    case 0: return nullptr;
    case 1: return below(2) == 0;
    case 2: return static_cast<std::int64_t>(random());
    case 3: return static_cast<std::int64_t>(below(2000)) - 1000;
    case 4:
    case 5: return randomText();
    case 6: {
        Json array = Json::array();
        for (std::size_t i = below(5); i > 0; --i)
            array.push_back(randomJson(random, depth - 1));
        return array;
    }
    default: {
        Json object = Json::object();
        for (std::size_t i = below(5); i > 0; --i)
            object[randomText()] = randomJson(random, depth - 1);
        return object;
    }
    }
}

} // namespace

class JsonTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatTheProtocolHas_data();
    void readsWhatTheProtocolHas();
    void refusesWhatTheProtocolLacks_data();
    void refusesWhatTheProtocolLacks();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void saysWhatIsWrongInWholeCharacters();
    void readsThirtyTwoLevelsAndNoMore();
    void survivesAHundredThousandLevels();
    void writesTheCanonicalForm_data();
    void writesTheCanonicalForm();
    void writesWhatNlohmannWritesForRandomDocuments();
    void slicesArraysWithoutParsingThem_data();
    void slicesArraysWithoutParsingThem();
    void refusesArraysThatAreCut_data();
    void refusesArraysThatAreCut();
    void slicesObjects();
    void refusesObjectsThatAreMalformed_data();
    void refusesObjectsThatAreMalformed();
    void refusesAnObjectOfAMillionMembersAtOnce();
    void slicesRandomDocumentsAsParsingDoes();
    void answersNullForMembersOfAnotherKind();
};

void JsonTest::readsWhatTheProtocolHas_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
    QTest::newRow("true") << QByteArray(" true ") << QByteArray("true");
    QTest::newRow("zero") << QByteArray("0") << QByteArray("0");
    QTest::newRow("minus zero") << QByteArray("-0") << QByteArray("0");
    QTest::newRow("largest integer") << QByteArray("9223372036854775807") << QByteArray("9223372036854775807");
    QTest::newRow("smallest integer") << QByteArray("-9223372036854775808") << QByteArray("-9223372036854775808");
    QTest::newRow("empty text") << QByteArray("\"\"") << QByteArray("\"\"");
    QTest::newRow("escapes") << QByteArray(R"("\u0041\/\u00e4\ud834\udd1e\n")") << QByteArray("\"A/ä𝄞\\n\"");
    QTest::newRow("empty containers") << QByteArray(R"({"b":[],"a":{}})") << QByteArray(R"({"a":{},"b":[]})");
    QTest::newRow("spaces") << QByteArray("\t{ \"a\" :\r\n[ 1 , 2 ] }\n") << QByteArray(R"({"a":[1,2]})");
}

void JsonTest::readsWhatTheProtocolHas()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);

    const auto parsed = parseJson(text.toStdString());

    QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
    QCOMPARE(QByteArray::fromStdString(canonicalJson(*parsed)), canonical);
}

void JsonTest::refusesWhatTheProtocolLacks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("spaces") << QByteArray("  ");
    QTest::newRow("a fraction") << QByteArray("1.5");
    QTest::newRow("a fraction of zero") << QByteArray("1.0");
    QTest::newRow("an exponent") << QByteArray("1e3");
    QTest::newRow("an exponent beyond everything") << QByteArray("1e400");
    QTest::newRow("beyond 64 bits") << QByteArray("9223372036854775808");
    QTest::newRow("far beyond 64 bits") << QByteArray("123456789012345678901234567890");
    QTest::newRow("below 64 bits") << QByteArray("-9223372036854775809");
    QTest::newRow("leading zero") << QByteArray("01");
    QTest::newRow("leading plus") << QByteArray("+1");
    QTest::newRow("hexadecimal") << QByteArray("0x10");
    QTest::newRow("NaN") << QByteArray("NaN");
    QTest::newRow("infinity") << QByteArray("-Infinity");
    QTest::newRow("a fraction inside") << QByteArray(R"({"a":[1,2.5]})");
    QTest::newRow("a key twice") << QByteArray(R"({"a":1,"a":1})");
    QTest::newRow("a key twice, once escaped") << QByteArray(R"({"a":1,"\u0061":2})");
    QTest::newRow("a key twice, inside") << QByteArray(R"([{"b":{"a":1,"c":2,"a":3}}])");
    QTest::newRow("cut array") << QByteArray("[1,2");
    QTest::newRow("cut object") << QByteArray(R"({"a")");
    QTest::newRow("cut text") << QByteArray(R"("abc)");
    QTest::newRow("cut escape") << QByteArray(R"("\u00)");
    QTest::newRow("trailing comma") << QByteArray("[1,]");
    QTest::newRow("trailing comma in an object") << QByteArray(R"({"a":1,})");
    QTest::newRow("something behind") << QByteArray("{} {}");
    QTest::newRow("NUL behind") << QByteArray("{}\0", 3);
    QTest::newRow("NUL and more behind") << QByteArray("{}\0{}", 5);
    QTest::newRow("NUL before") << QByteArray("\0{}", 3);
    QTest::newRow("NUL in a text") << QByteArray("\"a\0b\"", 5);
    QTest::newRow("line break in a text") << QByteArray("\"a\nb\"");
    QTest::newRow("comment") << QByteArray("[1] // one");
    QTest::newRow("single quotes") << QByteArray("'a'");
    QTest::newRow("bare word") << QByteArray("{a:1}");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}");
    QTest::newRow("overlong UTF-8") << QByteArray("\"\xC0\xAF\"");
    QTest::newRow("half a character") << QByteArray("\"\xE2\x82\"");
    QTest::newRow("a surrogate in UTF-8") << QByteArray("\"\xED\xA0\x80\"");
    QTest::newRow("beyond Unicode") << QByteArray("\"\xF5\x80\x80\x80\"");
    QTest::newRow("Latin-1") << QByteArray("\"M\xFCller\"");
    QTest::newRow("half a surrogate pair") << QByteArray(R"("\ud834")");
    QTest::newRow("surrogates the wrong way") << QByteArray(R"("\udd1e\ud834")");
    QTest::newRow("binary") << QByteArray("\x82\xA1\x61", 3);
}

void JsonTest::refusesWhatTheProtocolLacks()
{
    QFETCH(QByteArray, text);

    const auto parsed = parseJson(text.toStdString());

    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::Invalid);
    QVERIFY(!parsed.error().detail.empty());
}

void JsonTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("cut") << QByteArray("[1,") << QByteArray("not JSON at byte 4");
    QTest::newRow("twice") << QByteArray(R"({"a":1,"a":1})") << QByteArray("the key \"a\" stands twice");
    QTest::newRow("fraction") << QByteArray("[1.50]") << QByteArray("\"1.50\" is not an integer");
    QTest::newRow("large") << QByteArray("18446744073709551615") << QByteArray("a number beyond 64 bits");
    QTest::newRow("deep") << deep(33) << QByteArray("nested deeper than 32 levels");
}

void JsonTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    QCOMPARE(QByteArray::fromStdString(parseJson(text.toStdString()).error().detail), sentence);
}

void JsonTest::saysWhatIsWrongInWholeCharacters()
{
    const std::string key = std::string(39, 'k') + "ü";
    const std::string twice = "{\"" + key + "\":1,\"" + key + "\":1}";
    QVERIFY(isUtf8(parseJson(twice).error().detail));
    QVERIFY(isUtf8(sliceObject(twice).error().detail));
    QVERIFY(isUtf8(sliceObject("{\"\xFF\":1,\"\xFF\":1}").error().detail)); // slices are not looked into
}

void JsonTest::readsThirtyTwoLevelsAndNoMore()
{
    QVERIFY(parseJson(deep(32).toStdString()));
    QVERIFY(!parseJson(deep(33).toStdString()));
    QByteArray objects;
    for (int i = 0; i < 33; ++i)
        objects += R"({"a":)";
    QVERIFY(!parseJson(objects.toStdString() + "1" + std::string(33, '}')));
}

void JsonTest::survivesAHundredThousandLevels()
{
    QVERIFY(!parseJson(deep(100'000).toStdString()));
    QVERIFY(!parseJson(std::string(100'000, '[')));
    QCOMPARE(sliceArray(deep(100'000).toStdString())->size(), 1u);
}

void JsonTest::writesTheCanonicalForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("sorted keys") << QByteArray(R"({"b":1,"a":2,"B":3,"":4,"aa":5})")
                                 << QByteArray(R"({"":4,"B":3,"a":2,"aa":5,"b":1})");
    QTest::newRow("control characters") << QByteArray(R"("\u0000\u0001\u001f\u007f")")
                                        << QByteArray("\"\\u0000\\u0001\\u001f\x7f\"");
    QTest::newRow("short escapes") << QByteArray(R"("\u0008\u0009\u000a\u000c\u000d\u0022\u005c\u002f")")
                                   << QByteArray(R"("\b\t\n\f\r\"\\/")");
    QTest::newRow("line separators stay") << QByteArray(R"("\u2028")") << QByteArray("\"\xE2\x80\xA8\"");
}

void JsonTest::writesTheCanonicalForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    QCOMPARE(QByteArray::fromStdString(canonicalJson(*parseJson(text.toStdString()))), canonical);
}

void JsonTest::writesWhatNlohmannWritesForRandomDocuments()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    for (int i = 0; i < 3'000; ++i) {
        const Json document = randomJson(random, 6);
        const std::string theirs = document.dump();

        const std::string ours = canonicalJson(document);

        QCOMPARE(ours, theirs);
        const auto again = parseJson(theirs);
        QVERIFY2(again, theirs.c_str());
        QVERIFY(*again == document);
        const auto spaced = parseJson(document.dump(3, '\t', true));
        QVERIFY(spaced);
        QCOMPARE(canonicalJson(*spaced), ours);
    }
}

void JsonTest::slicesArraysWithoutParsingThem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("slices");
    QTest::newRow("empty") << QByteArray("[]") << QStringList();
    QTest::newRow("empty with spaces") << QByteArray(" [ \n] ") << QStringList();
    QTest::newRow("numbers") << QByteArray("[1,22,333]") << QStringList { "1", "22", "333" };
    QTest::newRow("brackets in texts") << QByteArray(R"(["a]","{[\"]",{"k":"]}"}])")
                                       << QStringList { R"("a]")", R"("{[\"]")", R"({"k":"]}"})" };
    QTest::newRow("backslashes at the end") << QByteArray(R"(["\\","\\\""])") << QStringList { R"("\\")", R"("\\\"")" };
    QTest::newRow("nested") << QByteArray(R"([[1,[2]],{"a":[{}]}])") << QStringList { "[1,[2]]", R"({"a":[{}]})" };
}

void JsonTest::slicesArraysWithoutParsingThem()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, slices);
    const std::string whole = text.toStdString();

    const auto found = sliceArray(whole);

    QVERIFY(found);
    QStringList texts;
    for (const std::string_view slice : *found)
        texts << QString::fromUtf8(slice.data(), qsizetype(slice.size())).trimmed();
    QCOMPARE(texts, slices);
}

void JsonTest::refusesArraysThatAreCut_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", " ", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]x", "[\"a", "[\"a\\\"]", "[[1]", "[{]",
             "{}", "1", "[1}", "[1]]", "[1] x", "[1],[2]" })
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void JsonTest::refusesArraysThatAreCut()
{
    QFETCH(QByteArray, text);
    const std::string whole = text.toStdString();

    const auto found = sliceArray(whole);

    // Slicing finds the ends of elements only; what it lets pass, parsing of an element must refuse.
    const bool isRefused
        = !found || std::any_of(found->begin(), found->end(), [](std::string_view slice) { return !parseJson(slice); });
    QVERIFY(isRefused);
}

void JsonTest::slicesObjects()
{
    const std::string text = R"( { "head" : "1.a" , "items":[1,{"a":"}"}],"limit": 5 } )";

    const auto members = sliceObject(text);

    QVERIFY(members);
    QCOMPARE(members->size(), 3u);
    QCOMPARE(std::string((*members)[0].first), std::string("head"));
    QCOMPARE(std::string((*members)[0].second), std::string("\"1.a\""));
    QCOMPARE(std::string((*members)[1].second), std::string(R"([1,{"a":"}"}])"));
    QCOMPARE(std::string((*members)[2].second), std::string("5"));
    QVERIFY(sliceObject("{}")->empty());
}

void JsonTest::refusesObjectsThatAreMalformed_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{\"a\" 1}",
             "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[]", "{\"a\":}", "{:1}", "{\"a\":[}", "{} x",
             "{\"a\":1}}" })
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void JsonTest::refusesObjectsThatAreMalformed()
{
    QFETCH(QByteArray, text);
    const std::string whole = text.toStdString();

    const auto found = sliceObject(whole);

    const bool isRefused = !found
        || std::any_of(found->begin(), found->end(), [](const auto& member) { return !parseJson(member.second); });
    QVERIFY(isRefused);
}

void JsonTest::refusesAnObjectOfAMillionMembersAtOnce()
{
    std::string text = "{";
    for (int i = 0; i < 1'000'000; ++i)
        text += "\"" + std::to_string(i) + "\":1,";
    text.back() = '}';
    QElapsedTimer timer;
    timer.start();

    const auto found = sliceObject(text);

    QVERIFY(!found);
    QVERIFY(timer.elapsed() < 2'000);
}

void JsonTest::slicesRandomDocumentsAsParsingDoes()
{
    const std::uint64_t seed = testSeed();
    qInfo("QM_SEED=%llu", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    int sliced = 0;
    for (int i = 0; i < 3'000; ++i) {
        const Json document = randomJson(random, 4);
        const std::string text = document.dump(i % 3 - 1);
        if (document.is_array()) {
            const auto slices = sliceArray(text);
            QVERIFY2(slices && slices->size() == document.size(), text.c_str());
            for (std::size_t k = 0; k < slices->size(); ++k)
                QVERIFY2(*parseJson((*slices)[k]) == document[k], text.c_str());
            ++sliced;
        } else if (document.is_object() && text.find('\\') == std::string::npos) {
            const auto members = sliceObject(text);
            QVERIFY2(members && members->size() == document.size(), text.c_str());
            for (const auto& [key, value] : *members)
                QVERIFY2(*parseJson(value) == document[std::string(key)], text.c_str());
            ++sliced;
        } else {
            QVERIFY(document.is_object() || !sliceArray(text));
            QVERIFY(document.is_object() || !sliceObject(text));
        }
    }
    QVERIFY(sliced > 100);
}

void JsonTest::answersNullForMembersOfAnotherKind()
{
    const Json object = *parseJson(R"({"text":"a","number":5,"flag":true,"nothing":null})");

    QCOMPARE(*memberText(object, "text"), std::string("a"));
    QVERIFY(memberInteger(object, "number") == 5);
    QVERIFY(!memberText(object, "number") && !memberText(object, "nothing") && !memberText(object, "missing"));
    QVERIFY(!memberInteger(object, "text") && !memberInteger(object, "flag") && !memberInteger(object, "missing"));
    QVERIFY(member(object, "nothing") && !member(object, "missing"));
    QVERIFY(!member(Json::array({ 1 }), "text") && !member(Json("text"), "text") && !member(Json(), "text"));
}

QTEST_GUILESS_MAIN(JsonTest)
#include "json_test.moc"
