#pragma once

#include "core/workspace/workspace.hpp"
#include "ui/compute/picture.hpp"
#include "ui/figure/page_presets.hpp"

#include <QDialog>
#include <QPixmap>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace alphascope::ui {

class NumberField;

enum class FigureChoice { map, impulse, spectrum, stability, board };

/// The figure of a picture at a page's width, without its remarks; the same builders as the command line.
/// @pre the picture has what the choice shows: where α alone is given, the map only
figure::Figure paper_figure(const Picture& picture, FigureChoice choice, double width_points,
                            const figure::Theme& theme);

/// Chooses figure, page and file. Shows the figure as it will be; writes it on accept and stays open on an error.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// @param workspace the document carried in the file, as seen from where it goes; `name` begins the file offered,
    /// perhaps with its folder.
    ExportDialog(PicturePtr picture, Workspace workspace, const QString& name, QWidget* parent = nullptr);
    void set_path(const QString& path);
    QString path() const;

public Q_SLOTS:
    void accept() override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    const figure::PagePreset& page() const;
    void restore(const QString& name);
    void remember() const;
    void fit_preview();
    figure::Figure current() const;
    figure::Theme theme() const;
    void refresh();
    void browse();
    void say(const QString& message);
    bool may_overwrite();

    PicturePtr picture_;
    Workspace workspace_;
    QString agreed_; ///< the file that may be overwritten
    QComboBox *figure_, *page_;
    NumberField* dpi_;
    QCheckBox* footer_;
    QLineEdit* path_;
    QLabel *preview_, *size_, *message_;
    QPixmap drawn_; ///< the figure before it is fitted
};

} // namespace alphascope::ui
