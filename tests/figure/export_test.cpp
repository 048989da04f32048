#include "tests/figure/synthetic.hpp"
#include "tests/support/catch.hpp"

#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"
#include "ui/figure/embedded_workspace.hpp"
#include "ui/figure/export.hpp"
#include "ui/figure/heat_map.hpp"
#include "ui/figure/page_presets.hpp"
#include "ui/figure/painter.hpp"

#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <cmath>

using namespace alphascope;
using namespace alphascope::figure;

namespace {

QByteArray encoded(const Figure& figure, Format format, int dpi = 300, const Theme& theme = Theme::paper()) {
    const auto bytes = encode_figure(figure, theme, format, dpi);
    REQUIRE(bytes.has_value());
    return *bytes;
}

// Output of a poppler tool on a file; empty when the tool is not installed.
QByteArray tool(const QString& program, const QStringList& arguments) {
    if (QStandardPaths::findExecutable(program).isEmpty()) {
        WARN(program.toStdString() << " not found: its checks are skipped");
        return {};
    }
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

QString written(const QTemporaryDir& folder, const Figure& figure, const QString& name) {
    const QString path = folder.filePath(name);
    const std::filesystem::path file = path.toStdString();
    REQUIRE(export_figure(figure, Theme::paper(), file, format_of(file).value()).has_value());
    return path;
}

struct Epoch {                                              ///< SOURCE_DATE_EPOCH for the life of a test
    Epoch() { qputenv("SOURCE_DATE_EPOCH", "1700000000"); } // 2023-11-14 22:13:20 UTC
    ~Epoch() { qunsetenv("SOURCE_DATE_EPOCH"); }
};

} // namespace

TEST_CASE("a PDF page has exactly the preset's width", "[figure][export]") {
    const auto [preset, points] = GENERATE(table<std::string, int>({{"icml-half", 234}, {"neurips", 396}}));
    const PagePreset page = page_preset(preset).value();
    CHECK(page.width_points() == points);
    const Figure figure = synthetic::board(page.width_points(), page.theme());
    const QByteArray pdf = encoded(figure, Format::pdf);
    const auto box = QStringLiteral("/MediaBox \\[0 0 %1(\\.0+)? %2(\\.0+)?\\]");
    CHECK(QString::fromLatin1(pdf).contains(QRegularExpression(box.arg(points).arg(figure.size_points.height()))));
}

TEST_CASE("maps in a PDF are never JPEG", "[figure][export]") {
    const QByteArray pdf = encoded(synthetic::board(396, Theme::paper(), 512, true), Format::pdf);
    CHECK(!pdf.contains("/DCTDecode"));
    CHECK(pdf.contains("/FlateDecode"));
}

TEST_CASE("fonts are embedded, none is Type 3, and the text can be searched", "[figure][export]") {
    const QTemporaryDir folder;
    const QString path = written(folder, synthetic::board(396, Theme::paper()), QStringLiteral("board.pdf"));
    if (const QByteArray fonts = tool(QStringLiteral("pdffonts"), {path}); !fonts.isEmpty()) {
        const auto lines = fonts.trimmed().split('\n').mid(2);
        REQUIRE(!lines.isEmpty());
        for (const auto& line : lines) {
            INFO(line.toStdString());
            CHECK(!line.contains("Type 3"));
            CHECK(line.contains("Liberation") + line.contains("DejaVu") > 0);
            CHECK(QString::fromLatin1(line).contains(
                QRegularExpression(QStringLiteral(" yes +\\w+ +yes +\\d+ +\\d+$")))); // embedded, with Unicode
        }
    }
    if (const QByteArray text = tool(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}); !text.isEmpty())
        for (const char* label : {"key position j", "lag ℓ (tokens)", "Re λ", "(nats)"})
            CHECK(text.contains(label));
}

TEST_CASE("the workspace and title travel with every format", "[figure][export]") {
    const QTemporaryDir folder;
    const Figure figure = synthetic::board(234, Theme::paper());
    const QString pdf = written(folder, figure, QStringLiteral("board.pdf"));
    if (!tool(QStringLiteral("pdfdetach"), {QStringLiteral("-saveall"), QStringLiteral("-o"), folder.path(), pdf})
             .isNull()) {
        QFile attached(folder.filePath(QString::fromLatin1(workspace_attachment)));
        REQUIRE(attached.open(QIODevice::ReadOnly));
        CHECK(attached.readAll().toStdString() == figure.workspace);
    }
    const QImage png = QImage::fromData(encoded(figure, Format::png), "png");
    CHECK(png.text(QString::fromLatin1(workspace_key)).toStdString() == figure.workspace);
    CHECK(png.text(QStringLiteral("Title")) == figure.title);

    std::map<QString, QString> elements;
    QXmlStreamReader xml(encoded(figure, Format::svg));
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement)
            for (const char* name : {"title", "desc", "metadata"})
                if (xml.name() == QLatin1String(name))
                    elements[xml.name().toString()] = xml.readElementText();
    CHECK(!xml.hasError());
    CHECK(elements[QStringLiteral("title")] == figure.title);
    CHECK(elements[QStringLiteral("desc")] == figure.description);
    CHECK(elements[QStringLiteral("metadata")].toStdString() == figure.workspace);
}

TEST_CASE("an exported figure gives its workspace back", "[figure][export]") {
    Figure figure = synthetic::board(234, Theme::paper());
    for (const auto format : {Format::pdf, Format::svg, Format::png}) {
        const QByteArray file = encoded(figure, format, 72);
        CHECK(workspace_of_figure(file) == figure.workspace);
        for (const qsizetype length : {0, 1, 8, 100, 1000, 5000}) // cut short: none, and no harm
            CHECK(!workspace_of_figure(file.left(length)).value_or("").starts_with("{}"));
    }
    figure.workspace.clear();
    for (const auto format : {Format::pdf, Format::svg, Format::png})
        CHECK(!workspace_of_figure(encoded(figure, format, 72)).has_value());
}

TEST_CASE("SVG carries no fonts, no lossy picture, no blurred cells", "[figure][export]") {
    const QByteArray svg = encoded(synthetic::board(234, Theme::paper()), Format::svg);
    CHECK(!svg.contains("<text"));
    CHECK(!svg.contains("image/jpeg"));
    CHECK(svg.contains("image/png"));
    CHECK(svg.count("image-rendering:pixelated") == svg.count("<image"));
    const auto size = QRegularExpression(QStringLiteral("width=\"([0-9.]+)mm\"")).match(QString::fromUtf8(svg));
    REQUIRE(size.hasMatch());
    CHECK(size.captured(1).toDouble() == Approx(3.25 * 25.4).epsilon(1e-4));
}

TEST_CASE("an SVG shows the same colours as the PNG", "[figure][export]") {
    const MapView view = synthetic::map(24, 24, false);
    const Figure figure = single(map_panel(view, automatic_colours(view, Scale::linear)), 234, Theme::paper());
    QSvgRenderer renderer(encoded(figure, Format::svg));
    REQUIRE(renderer.isValid());
    QImage svg((figure.size_points * 4).toSize(), QImage::Format_RGB32);
    svg.fill(Qt::white);
    {
        QPainter painter(&svg);
        renderer.render(&painter);
    }
    const QImage png = QImage::fromData(encoded(figure, Format::png, 288), "png");
    REQUIRE(png.size() == svg.size());
    const Frame frame = layout(figure, Theme::paper()).panels[0].frame;
    for (int i = 0; i < 24; ++i) // centres of cells
        for (int j = 0; j < 24; ++j) {
            const QPoint at = (frame.at(j, i) * 4).toPoint();
            CHECK(svg.pixel(at) == png.pixel(at));
        }
}

TEST_CASE("the cells of an exported map have exactly the colours of their values", "[figure][export]") {
    const int dpi = GENERATE(96, 200, 300);
    const MapView view = synthetic::map(48, 48, true);
    const ColourScale colours = automatic_colours(view, Scale::linear);
    Panel panel = map_panel(view, colours);
    std::get<HeatMap>(panel.content).badge.clear();
    const Theme theme = Theme::paper();
    const Figure figure = single(panel, 234, theme);
    const QImage image = QImage::fromData(encoded(figure, Format::png, dpi), "png");
    CHECK(image.width() == std::lround(234.0 * dpi / 72));
    CHECK(image.dotsPerMeterX() == std::lround(dpi / 0.0254));
    const Frame frame = layout(figure, theme).panels[0].frame;
    int wrong = 0;
    for (int i = 0; i < 48; ++i)
        for (int j = 0; j < 48; ++j) {
            const QPointF centre = frame.at(j, i) * dpi / 72.0;
            const QRgb seen = image.pixel(static_cast<int>(centre.x()), static_cast<int>(centre.y()));
            const auto k = static_cast<std::size_t>(48 * i + j);
            // Independent of the painter: 256 equal steps between the limits.
            const double fraction = (view.pixels[k] - colours.minimum) / (colours.maximum - colours.minimum);
            const QRgb expected = j > i ? theme.outside.rgb()
                                        : colour_table(ColourMapId::diverging)[static_cast<std::size_t>(
                                              std::clamp(static_cast<int>(fraction * 256), 0, 255))];
            wrong += seen != expected;
        }
    CHECK(wrong == 0);
}

TEST_CASE("a map inside a PDF decodes to its colours", "[figure][export]") {
    const QTemporaryDir folder;
    const MapView view = synthetic::map(40, 40, false);
    const ColourScale colours = automatic_colours(view, Scale::linear);
    const QString path =
        written(folder, single(map_panel(view, colours), 234, Theme::paper()), QStringLiteral("map.pdf"));
    if (tool(QStringLiteral("pdfimages"), {QStringLiteral("-png"), path, folder.filePath(QStringLiteral("cell"))})
            .isNull())
        return;
    const QImage picture(folder.filePath(QStringLiteral("cell-000.png")));
    REQUIRE(picture.width() % 40 == 0);
    const int block = picture.width() / 40;
    const QImage expected = colour_view(view, colours, Theme::paper());
    bool same = true;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            same &= picture.pixel(x, y) == expected.pixel(x / block, y / block);
    CHECK(same);
}

TEST_CASE("non-finite cells are hatched in the export", "[figure][export]") {
    MapView view = synthetic::map(16, 16, false);
    view.pixels[16 * 10 + 4] = std::numeric_limits<float>::infinity();
    view.non_finite = 1;
    const Panel panel = map_panel(view, automatic_colours(view, Scale::linear));
    CHECK(panel.note == "1 cell is not finite (hatched)");
    const QImage image = QImage::fromData(encoded(single(panel, 234, Theme::paper()), Format::png), "png");
    int dark = 0, light = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            dark += image.pixel(x, y) == hatch_colour(0, 0, 6);
            light += image.pixel(x, y) == hatch_colour(3, 0, 6);
        }
    CHECK(dark > 50);
    CHECK(light > 50);
}

TEST_CASE("equal figures give equal bytes when the date is pinned", "[figure][export]") {
    const Epoch epoch;
    const Figure figure = synthetic::board(234, Theme::paper());
    for (const auto format : {Format::pdf, Format::svg, Format::png})
        CHECK(encoded(figure, format) == encoded(figure, format));
    CHECK(encoded(figure, Format::pdf).contains("(D:20231114221320"));
}

TEST_CASE("a file is written whole or not at all", "[figure][export]") {
    const QTemporaryDir folder;
    const Figure figure = synthetic::board(234, Theme::paper());
    for (const char* name : {"a.pdf", "a.svg", "a.png"})
        written(folder, figure, QString::fromLatin1(name));
    CHECK(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden) == QStringList{"a.pdf", "a.png", "a.svg"});

    const auto nowhere = export_figure(figure, Theme::paper(), "/nonexistent/a.pdf", Format::pdf);
    REQUIRE(!nowhere.has_value());
    CHECK(nowhere.error().code == ErrorCode::io);
    CHECK(nowhere.error().where == "/nonexistent/a.pdf");
}

TEST_CASE("what cannot be a figure is refused with advice", "[figure][export]") {
    const Figure figure = synthetic::board(234, Theme::paper());
    CHECK(encode_figure(figure, Theme::paper(), Format::png, 5).error().code == ErrorCode::usage);
    CHECK(encode_figure(Figure{}, Theme::paper(), Format::pdf).error().code == ErrorCode::usage);
    CHECK(format_of("figure.jpg").error().message == "a figure's file name must end in .pdf, .svg or .png");
    CHECK(page_preset("nips").error().code == ErrorCode::usage);
    CHECK(page_preset("89mm")->width_inches == Approx(89 / 25.4));
    CHECK(page_preset("nature")->width_points() == 252); // 252.28
    CHECK(!page_preset("0in").has_value());
}

TEST_CASE("no text is smaller than 6 pt", "[figure][export]") {
    for (const auto& preset : page_presets()) {
        INFO(preset.id);
        CHECK(preset.small_points >= 6);
        CHECK(preset.base_points >= preset.small_points);
    }
}
