// Entry point of the window's test programs: one QApplication, then Catch2 (2 or 3).
#ifdef ALPHASCOPE_CATCH_V2
#define CATCH_CONFIG_RUNNER
#endif
#include "tests/support/catch.hpp"

#include <QApplication>
#include <QStandardPaths>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // tests are listed while building, where there may be no display
    int qt_argc = 1;                             // Catch2's arguments are not Qt's
    QApplication application(qt_argc, argv);
    QApplication::setStyle("Fusion");
    QStandardPaths::setTestModeEnabled(true); // settings of tests are not the user's
    return Catch::Session().run(argc, argv);
}
