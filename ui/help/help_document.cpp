#include "ui/help/help_document.hpp"

#include <QFontDatabase>
#include <QPalette>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

#include <array>
#include <cmath>

namespace alphascope::ui {

namespace {

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto part = [share](int x, int y) { return static_cast<int>(x + share * (y - x)); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

class Typesetter {
public:
    Typesetter(QTextDocument& document, const QFont& font, const QPalette& palette)
        : document_(document), size_(font.pointSizeF() > 0 ? font.pointSizeF() : 10),
          code_background_(mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.06)),
          rule_(mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.2)),
          fixed_(QFontDatabase::systemFont(QFontDatabase::FixedFont).family()) {}

    void run() {
        for (QTextBlock block = document_.begin(); block.isValid(); block = block.next())
            set_block(block);
        for (QTextFrame* frame : document_.rootFrame()->childFrames())
            if (auto* table = qobject_cast<QTextTable*>(frame))
                set_table(*table);
        frame_code();
    }

private:
    static bool is_code(const QTextBlock& block) {
        return block.isValid() && block.blockFormat().nonBreakableLines() && !QTextCursor(block).currentTable();
    }

    void set_block(const QTextBlock& block) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (const int level = format.headingLevel()) {
            constexpr std::array<double, 3> sizes{1.75, 1.3, 1.08}, above{0, 1.9, 1.3}, below{0.6, 0.5, 0.4};
            const auto row = static_cast<std::size_t>(std::min(level, 3) - 1);
            format.setTopMargin(above[row] * em());
            format.setBottomMargin(below[row] * em());
            cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            QTextCharFormat letters = cursor.charFormat();
            letters.clearProperty(QTextFormat::FontSizeAdjustment); // the size is ours
            letters.setFontPointSize(sizes[row] * size_);
            letters.setFontWeight(QFont::DemiBold);
            cursor.setCharFormat(letters);
        } else if (is_code(block)) {
            format.setTopMargin(0);
            format.setBottomMargin(0);
            format.setLeftMargin(0);
            format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
        } else if (cursor.currentTable()) {
            format.setLineHeight(115, QTextBlockFormat::ProportionalHeight);
        } else {
            format.setLineHeight(130, QTextBlockFormat::ProportionalHeight);
            format.setTopMargin(0);
            format.setBottomMargin((block.textList() ? 0.25 : 0.65) * em());
        }
        QTextCursor(block).setBlockFormat(format);
        set_code_words(block);
        set_indices(block);
    }

    /// "b_j" in running text becomes b with a lowered j.
    void set_indices(const QTextBlock& block) {
        static const QRegularExpression index(R"((?<![\p{L}\d_])(\p{L})_(?:\{([^}]+)\}|([a-z]{1,2}(?![A-Za-z\d_]))))",
                                              QRegularExpression::UseUnicodePropertiesOption);
        QList<QRegularExpressionMatch> matches;
        for (auto it = index.globalMatch(block.text()); it.hasNext();)
            matches.prepend(it.next()); // from the last: places before it stay
        for (const auto& match : matches) {
            QTextCursor cursor(block);
            cursor.setPosition(block.position() + static_cast<int>(match.capturedStart()));
            cursor.setPosition(cursor.position() + static_cast<int>(match.capturedLength()), QTextCursor::KeepAnchor);
            QTextCharFormat letters = cursor.charFormat();
            if (letters.fontFixedPitch())
                continue;
            letters.setFontItalic(true);
            cursor.insertText(match.captured(1), letters);
            letters.setVerticalAlignment(QTextCharFormat::AlignSubScript);
            cursor.insertText(match.captured(2) + match.captured(3), letters);
        }
    }

    /// Lines of code share one tinted box.
    void frame_code() {
        QTextFrameFormat box;
        box.setBackground(code_background_);
        box.setBorder(0);
        box.setPadding(0.6 * em());
        box.setTopMargin(0.2 * em());
        box.setBottomMargin(0.8 * em());
        struct Lines {
            int from, to;
        };
        QList<Lines> boxes; // the last first: a box moves what is behind it
        for (QTextBlock block = document_.begin(); block.isValid(); block = block.next()) {
            const int end = block.position() + block.length() - 1;
            if (is_code(block) && is_code(block.previous()))
                boxes.front().to = end;
            else if (is_code(block))
                boxes.prepend({block.position(), end});
        }
        for (const Lines& lines : boxes) {
            QTextCursor cursor(&document_);
            cursor.setPosition(lines.from);
            cursor.setPosition(lines.to, QTextCursor::KeepAnchor);
            const QTextBlockFormat line = QTextCursor(document_.findBlock(lines.to)).blockFormat();
            const QTextFrame* frame = cursor.insertFrame(box);
            // The box takes the first line's format with it and leaves empty lines around it.
            frame->firstCursorPosition().setBlockFormat(line);
            flatten(document_.findBlock(frame->firstPosition() - 1));
            flatten(document_.findBlock(frame->lastPosition() + 1));
        }
    }

    static void flatten(const QTextBlock& block) {
        if (!block.isValid() || !block.text().isEmpty())
            return;
        QTextBlockFormat flat;
        flat.setLineHeight(1, QTextBlockFormat::FixedHeight);
        QTextCursor(block).setBlockFormat(flat);
    }

    /// Words set as code: our fixed font, a little smaller, since fixed fonts look larger than they are.
    void set_code_words(const QTextBlock& block) {
        struct Run {
            int from, length;
        };
        QList<Run> runs;
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (it.fragment().charFormat().fontFixedPitch())
                runs.push_back({it.fragment().position(), it.fragment().length()});
        for (const Run& run : runs) {
            QTextCursor cursor(&document_);
            cursor.setPosition(run.from);
            cursor.setPosition(run.from + run.length, QTextCursor::KeepAnchor);
            QTextCharFormat letters;
            letters.setFontFamilies({fixed_});
            letters.setFontPointSize(0.92 * size_);
            cursor.mergeCharFormat(letters);
        }
    }

    void set_table(QTextTable& table) {
        QTextTableFormat format = table.format();
        format.setBorder(0);
        format.setBorderCollapse(true);
        format.setCellSpacing(0);
        format.setCellPadding(0);
        format.setTopMargin(0.3 * em());
        format.setBottomMargin(1.1 * em());
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setColumnWidthConstraints(column_widths(table));
        table.setFormat(format);
        for (int row = 0; row < table.rows(); ++row)
            for (int column = 0; column < table.columns(); ++column) {
                QTextTableCell cell = table.cellAt(row, column);
                QTextTableCellFormat cell_format = cell.format().toTableCellFormat();
                cell_format.setTopPadding(0.28 * em());
                cell_format.setBottomPadding(0.28 * em());
                cell_format.setLeftPadding(column == 0 ? 2 : 0.5 * em());
                cell_format.setRightPadding(0.5 * em());
                cell_format.setBottomBorder(1);
                cell_format.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
                cell_format.setBottomBorderBrush(rule_);
                cell_format.setVerticalAlignment(QTextCharFormat::AlignTop);
                cell.setFormat(cell_format);
                if (row == 0) {
                    QTextCursor cursor = cell.firstCursorPosition();
                    QTextCharFormat letters;
                    letters.setFontWeight(QFont::DemiBold);
                    apply(cursor, letters);
                }
            }
    }

    /// Of a table with running text: wider for what there is more of. Short tables of two or three columns line up with
    /// each other, others find their widths themselves.
    static QList<QTextLength> column_widths(QTextTable& table) {
        QList<double> texts(table.columns(), 0.0);
        double longest = 0;
        for (int row = 1; row < table.rows(); ++row) {
            double length = 0;
            for (int column = 0; column < table.columns(); ++column) {
                const auto size = table.cellAt(row, column).firstCursorPosition().block().length();
                texts[column] += size;
                length += size;
            }
            longest = std::max(longest, length);
        }
        constexpr double one_line = 130;
        const auto percent = [](double share) { return QTextLength(QTextLength::PercentageLength, share); };
        if (longest < one_line && texts.size() == 2)
            return {percent(34), percent(66)};
        if (longest < one_line && texts.size() == 3)
            return {percent(18), percent(34), percent(48)};
        if (longest < one_line)
            return {};
        double sum = 0;
        for (double& text : texts)
            sum += text = std::sqrt(text);
        QList<QTextLength> widths;
        for (const double text : texts)
            widths.push_back(percent(100 * text / sum));
        return widths;
    }

    static void apply(QTextCursor cursor, const QTextCharFormat& format) {
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(format);
    }

    double em() const { return 1.35 * size_; } // points to pixels at 96 dpi, nearly

    QTextDocument& document_;
    double size_;
    QColor code_background_, rule_;
    QString fixed_;
};

} // namespace

void set_help_text(QTextDocument& document, const QString& markdown, const QFont& font, const QPalette& palette) {
    document.setDefaultFont(font);
    document.setMarkdown(markdown);
    Typesetter(document, font, palette).run();
}

} // namespace alphascope::ui
