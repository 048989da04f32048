#include "ui/figure/math_text.hpp"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

#include <algorithm>

namespace alphascope::figure {
namespace {

constexpr double script_share = 0.7, smallest_points = 5, lowered = 0.22, raised = 0.40;

bool is_capital_greek(QChar c) {
    return c >= QChar(0x0391) && c <= QChar(0x03A9);
}

// A piece of the source: a word, a symbol, a sign; scripts belong to the piece before them.
struct Piece {
    QString text;
    bool italic = false, takes_scripts = true;
};

Piece next_piece(const QString& source, qsizetype& at, bool in_script) {
    const qsizetype begin = at;
    if (source[at].isLetter()) {
        while (at < source.size() && source[at].isLetter())
            ++at;
        const bool symbol = at - begin == 1 || (in_script && at - begin == 2); // α_{ij}
        // ℓ is a script letter in the upright face already.
        const QChar c = source[begin];
        return {source.mid(begin, at - begin), symbol && !is_capital_greek(c) && c != QChar(0x2113), symbol};
    }
    const auto is_sign = [](QChar c) { return !c.isLetter() && c != '_' && c != '^' && c != '{' && c != '}'; };
    while (at < source.size() && is_sign(source[at]))
        ++at;
    if (at == begin)
        ++at; // a stray brace or a script mark with nothing before it: shown as it is
    return {source.mid(begin, at - begin), false, true};
}

// The text of a {group}, or one character; `at` stands behind it afterwards.
QString group(const QString& source, qsizetype& at) {
    if (at >= source.size())
        return {};
    if (source[at] != '{')
        return source.mid(at++, 1);
    const qsizetype begin = ++at;
    int depth = 1;
    for (; at < source.size(); ++at) {
        depth += source[at] == '{' ? 1 : source[at] == '}' ? -1 : 0;
        if (depth == 0)
            break;
    }
    const QString inside = source.mid(begin, at - begin);
    ++at;
    return inside;
}

double width_of(const MathText::Run& run) {
    return QFontMetricsF(figure_font(run.face, run.points)).horizontalAdvance(run.text) / 10;
}

class Setter {
public:
    Setter(std::vector<MathText::Run>& runs, Face face) : runs_(runs), face_(face) {}

    /// Sets `source` from x on at height y; returns the end.
    double set(const QString& source, double points, double x, double y) {
        bool takes_scripts = false;
        for (qsizetype at = 0; at < source.size();) {
            const QChar c = source[at];
            if ((c == '_' || c == '^') && takes_scripts) {
                x = set_scripts(source, at, points, x, y);
                takes_scripts = false;
            } else if (c == '{') {
                x = set(group(source, at), points, x, y);
                takes_scripts = true;
            } else {
                const Piece piece = next_piece(source, at, y != 0);
                const Face face = face_ == Face::upright && piece.italic ? Face::italic : face_;
                x = add(piece.text, face, points, x, y);
                takes_scripts = piece.takes_scripts;
            }
        }
        return x;
    }

private:
    double set_scripts(const QString& source, qsizetype& at, double points, double x, double y) {
        const double small = std::min(points, std::max(script_share * points, smallest_points));
        double end = x;
        for (int count = 0; count < 2 && at < source.size() && (source[at] == '_' || source[at] == '^'); ++count) {
            const double shift = source[at++] == '_' ? lowered : -raised;
            end = std::max(end, set(group(source, at), small, x + 0.03 * points, y + shift * points));
        }
        return end + 0.03 * points;
    }

    double add(const QString& text, Face face, double points, double x, double y) {
        if (!runs_.empty()) { // pieces of one face are shaped together, for kerning
            auto& last = runs_.back();
            if (last.face == face && last.points == points && last.y == y && last.x + width_of(last) == x) {
                last.text += text;
                return last.x + width_of(last);
            }
        }
        runs_.push_back({text, face, points, x, y});
        return x + width_of(runs_.back());
    }

    std::vector<MathText::Run>& runs_;
    Face face_;
};

} // namespace

MathText::MathText(const QString& source, double points, Face face) {
    width_ = Setter(runs_, face).set(source, points, 0, 0);
    measure(points);
}

MathText MathText::plain(const QString& text, double points) {
    MathText line;
    line.runs_.push_back({text, Face::upright, points, 0, 0});
    line.width_ = width_of(line.runs_.back());
    line.measure(points);
    return line;
}

void MathText::measure(double points) {
    ascent_ = 0.73 * points;
    for (const auto& run : runs_) {
        ascent_ = std::max(ascent_, 0.73 * run.points - run.y);
        descent_ = std::max(descent_, 0.21 * run.points + run.y);
    }
}

void MathText::draw(QPainter* painter, QPointF baseline, const QColor& colour) const {
    const bool as_paths = painter->paintEngine()->type() == QPaintEngine::SVG;
    painter->save();
    painter->translate(baseline);
    painter->scale(0.1, 0.1);
    painter->setPen(colour);
    QPainterPath path;
    for (const auto& run : runs_) {
        const QFont font = figure_font(run.face, run.points);
        const QPointF at(10 * run.x, 10 * run.y);
        if (as_paths) {
            path.addText(at, font, run.text);
        } else {
            painter->setFont(font);
            painter->drawText(at, run.text);
        }
    }
    if (as_paths)
        painter->fillPath(path, colour);
    painter->restore();
}

void draw_text(QPainter* painter, const MathText& text, QPointF at, Anchor anchor, const QColor& colour) {
    const double share = anchor == Anchor::left ? 0 : anchor == Anchor::centre ? 0.5 : 1;
    text.draw(painter, at - QPointF(share * text.width(), 0), colour);
}

std::vector<QString> wrapped(const QString& text, double points, double width) {
    const auto fits = [&](const QString& line) { return MathText(line, points).width() <= width; };
    QStringList words;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        words += fits(word) ? QStringList{word} : word.split(QChar::Nbsp);
    std::vector<QString> lines;
    for (const QString& word : words) {
        if (!lines.empty() && fits(lines.back() + ' ' + word))
            lines.back() += ' ' + word;
        else
            lines.push_back(word);
    }
    return lines;
}

QString fitted(const QString& text, double points, double width) {
    if (MathText(text, points).width() <= width)
        return text;
    for (qsizetype keep = text.size() - 1; keep > 0; --keep) {
        const QString shorter = text.left(keep).trimmed() + QChar(0x2026);
        if (MathText(shorter, points).width() <= width)
            return shorter;
    }
    return {};
}

} // namespace alphascope::figure
