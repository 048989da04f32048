// Fonts need a QGuiApplication; the offscreen platform needs no display.
#ifdef ALPHASCOPE_CATCH_V2
#define CATCH_CONFIG_RUNNER
#endif
#include "tests/support/catch.hpp"

#include <QGuiApplication>

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int one = 1; // Qt must not read Catch's arguments
    const QGuiApplication application(one, argv);
    return Catch::Session().run(argc, argv);
}
