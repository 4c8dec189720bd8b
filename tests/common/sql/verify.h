#pragma once

#include <QTest>

/// The Result has a value; if not, the test fails with its sentence.
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto& verified = (expression);                                                                           \
        QVERIFY2(verified, verified ? "" : verified.error().detail.c_str());                                           \
    } while (false)

/// The Result is an error of that code.
#define VERIFY_FAILS(expression, expected)                                                                             \
    do {                                                                                                               \
        const auto& verified = (expression);                                                                           \
        QVERIFY2(!verified, "it succeeded");                                                                           \
        QVERIFY2(verified.error().code == (expected), verified.error().detail.c_str());                                \
    } while (false)
