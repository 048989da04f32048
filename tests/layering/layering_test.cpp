// Who may know whom: resources ← core ← gpu, ui ← app; figure/ draws without Widgets; nvcc reads plain C++.
#include "tests/layering/source_tree.hpp"
#include "tests/support/catch.hpp"

namespace fs = std::filesystem;

namespace {

bool is_qt(const std::string& include) {
    return include.size() > 1 && include[0] == 'Q' &&
           (std::isupper(static_cast<unsigned char>(include[1])) || include[1] == 't');
}

/// <QChart>, <QtCharts/QChart> and <QtCharts> all belong to the module whose headers lie in `directory`.
bool of_module(const std::string& include, const fs::path& directory) {
    return include == directory.filename() || below(include, directory.filename().string() + "/") ||
           (is_qt(include) && fs::exists(directory / include));
}
bool is_widgets(const std::string& include) {
    return of_module(include, ALPHASCOPE_QT_WIDGETS);
}
bool is_charts(const std::string& include) {
    return of_module(include, ALPHASCOPE_QT_CHARTS);
}

struct Rule {
    const char *folder, *except; ///< applies below folder, but not below except
    bool (*forbidden)(const std::string& include);
    const char* why;
};

const Rule rules[] = {
    {"core/", nullptr, is_qt, "core runs without Qt"},
    {"gpu/", nullptr, is_qt, "gpu runs without Qt"},
    {"core/", nullptr, [](const std::string& i) { return below(i, "gpu/") || below(i, "ui/") || below(i, "app/"); },
     "core knows nothing above it"},
    {"gpu/", nullptr, [](const std::string& i) { return below(i, "ui/") || below(i, "app/"); }, "gpu knows only core"},
    {"ui/", nullptr, [](const std::string& i) { return below(i, "gpu/") || below(i, "app/"); },
     "ui reaches engines through core's interface"},
    {"ui/figure/", nullptr, is_widgets, "figures are drawn in the command line too"},
    {"ui/figure/", nullptr, [](const std::string& i) { return below(i, "ui/") && !below(i, "ui/figure/"); },
     "figures know nothing of the window"},
    {"", "ui/charts/", is_charts, "Qt Charts stays in ui/charts"},
};

bool too_much_for_nvcc(const std::string& include) {
    return is_qt(include) || below(include, "Eigen/") || below(include, "unsupported/Eigen") ||
           below(include, "nlohmann/");
}

} // namespace

TEST_CASE("every include respects the layers", "[layering]") {
    for (const SourceFile& file : product_sources()) {
        for (const std::string& include : includes_of(file.text)) {
            for (const Rule& rule : rules) {
                if (!below(file.path, rule.folder) || (rule.except && below(file.path, rule.except)))
                    continue;
                INFO(file.path << " includes " << include << ": " << rule.why);
                CHECK_FALSE(rule.forbidden(include));
            }
        }
    }
}

TEST_CASE("what nvcc reads includes neither Eigen nor Qt nor JSON", "[layering]") {
    const auto sources = product_sources();
    for (const SourceFile& file : sources) {
        const std::string kind = fs::path(file.path).extension().string();
        if (kind != ".cu" && kind != ".cuh" && !below(file.path, "gpu/kernels/"))
            continue;
        for (const std::string& path : reachable_from(sources, file.path)) {
            for (const std::string& include : includes_of(find_source(sources, path)->text)) {
                INFO(file.path << " reaches " << path << ", which includes " << include);
                CHECK_FALSE(too_much_for_nvcc(include));
            }
        }
    }
}

TEST_CASE("the rules know a violation when they see one", "[layering]") {
    CHECK(is_qt("QString"));
    CHECK(is_qt("QtCore/qglobal.h"));
    CHECK_FALSE(is_qt("Queue.hpp"));
    CHECK(is_widgets("QWidget"));
    CHECK(is_widgets("QtWidgets/QPushButton"));
    CHECK_FALSE(is_widgets("QPainter"));
    CHECK(is_charts("QChartView"));
    CHECK_FALSE(is_charts("QWidget"));
    CHECK(too_much_for_nvcc("Eigen/Core"));
    CHECK_FALSE(too_much_for_nvcc("cmath"));
}
