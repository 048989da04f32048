#include "ui/figure/fonts.hpp"

#include "core/base/resources.hpp"

#include <QFontDatabase>
#include <QStringList>

#include <cmath>

namespace alphascope::figure {
namespace {

void register_font(std::string_view path) {
    if (const auto bytes = resource(path))
        QFontDatabase::addApplicationFontFromData(
            QByteArray::fromRawData(bytes->data(), static_cast<qsizetype>(bytes->size())));
}

bool register_fonts() {
    for (const auto path : resources_in("fonts"))
        register_font(path);
    return true;
}

} // namespace

QFont figure_font(Face face, double points) {
    [[maybe_unused]] static const bool registered = register_fonts();
    QFont font;
    font.setFamilies({QStringLiteral("Liberation Sans"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(static_cast<int>(std::lround(points * 10)));
    font.setItalic(face == Face::italic);
    font.setBold(face == Face::bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferOutline);
    return font;
}

} // namespace alphascope::figure
