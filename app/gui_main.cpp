// The window: alphascope [file] [--theme light|dark]
#include "app/engines.hpp"
#include "core/base/free_memory.hpp"
#include "core/base/resources.hpp"
#include "ui/main_window/main_window.hpp"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

namespace {

using namespace alphascope;

/// The live example the window opens with: a trained layer whose gate a slider shifts.
Result<Workspace> first_light() {
    const auto text = resource("examples/first_light.json");
    if (!text)
        return failure(ErrorCode::io, "the start example is not in this program");
    return workspace_from_json(*text);
}

} // namespace

int main(int argc, char** argv) {
    keep_freed_memory();
    // Without a display Qt would abort; offscreen it can at least be scripted and tested.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY") &&
        qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setOrganizationName("alphascope");
    QApplication::setApplicationName("Alphascope");
    QApplication::setApplicationVersion(ALPHASCOPE_VERSION);
    QApplication::setStyle("Fusion");

    QCommandLineParser options;
    options.setApplicationDescription("An oscilloscope for the coefficients of sequence models.");
    options.addPositionalArgument(
        "file",
        "A workspace or design (.json), tensors (.npz .npy .safetensors) or an exported figure (.pdf .svg .png).",
        "[file]");
    const QCommandLineOption theme("theme", "Colours of the window: light or dark.", "light|dark", "light");
    options.addOption(theme);
    options.addHelpOption();
    options.addVersionOption();
    options.process(application);
    if (options.value(theme) != "light" && options.value(theme) != "dark") {
        std::fputs("--theme takes light or dark\n", stderr);
        return exit_status(ErrorCode::usage);
    }

    auto start = first_light();
    if (!start) {
        std::fprintf(stderr, "%s\n", one_line(start.error()).c_str());
        return exit_status(start.error().code);
    }
    ui::MainWindow window(std::move(*start), std::make_shared<const EngineRegistry>(make_engines()));
    window.set_dark(options.value(theme) == "dark");
    window.show();
    if (!options.positionalArguments().isEmpty())
        window.open(options.positionalArguments().front());
    else
        window.show_hint(QObject::tr("Drag me: the layer forgets sooner or later"), "shift_by");
    return QApplication::exec();
}
