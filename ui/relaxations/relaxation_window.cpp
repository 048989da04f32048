#include "ui/relaxations/relaxation_window.hpp"

#include "ui/figure/line_style.hpp"
#include "ui/relaxations/relaxation_view.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr QSize usual_size{1180, 720};
constexpr int text_width = 290;
} // namespace

RelaxationWindow::RelaxationWindow(RelaxationGraph graph, QWidget* parent)
    : QDialog(parent, Qt::Window), view_(new RelaxationView(std::move(graph))), legend_(new QLabel),
      text_(new QTextBrowser), use_(new QPushButton(tr("&Show this design"))) {
    setObjectName("relaxations");
    setWindowTitle(tr("Relaxation map"));
    text_->setObjectName("relaxations/text");
    text_->setAccessibleName(tr("The selected design and what it becomes"));
    text_->setOpenLinks(false);
    text_->setFrameShape(QFrame::NoFrame);
    text_->document()->setDocumentMargin(14);
    text_->document()->setIndentWidth(14);
    use_->setObjectName("relaxations/use");
    use_->setAutoDefault(false);

    legend_->setText(legend());
    legend_->setObjectName("relaxations/legend");
    legend_->setWordWrap(true);
    legend_->setContentsMargins(12, 6, 12, 8);
    auto* centre = new QWidget;
    auto* left = new QVBoxLayout(centre);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(view_, 1);
    left->addWidget(legend_);
    auto* side = new QWidget;
    auto* right = new QVBoxLayout(side);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(text_, 1);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 10, 12, 10);
    bottom->addWidget(use_);
    right->addLayout(bottom);
    auto* split = new QSplitter;
    split->setChildrenCollapsible(false);
    split->addWidget(centre);
    split->addWidget(side);
    split->setStretchFactor(0, 1);
    split->setSizes({usual_size.width() - text_width, text_width});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    resize(usual_size.boundedTo(screen()->availableSize() - QSize(40, 60)));

    connect(view_, &RelaxationView::selectedChanged, this, &RelaxationWindow::describe);
    connect(view_, &RelaxationView::chosen, this, &RelaxationWindow::choose);
    connect(use_, &QPushButton::clicked, this, [this] { choose(view_->selected()); });
    connect(text_, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (const auto node = view_->graph().find(link.toString()))
            view_->select(*node);
    });
    describe(-1);
    view_->setFocus();
}

QString RelaxationWindow::legend() const {
    const auto theme = figure::Theme::screen(palette().color(QPalette::Window).lightness() < 128);
    QStringList items;
    const auto add = [&](int colour, const QString& name) {
        items << QString("<span style='color:%1'>■</span>&nbsp;%2")
                     .arg(figure::line_colour(colour, theme).name(), name.toHtmlEscaped().replace(' ', "&nbsp;"));
    };
    for (int k = 0; k < view_->graph().families.size(); ++k)
        add(k, view_->graph().families[k]);
    const auto& nodes = view_->graph().nodes;
    if (std::any_of(nodes.begin(), nodes.end(), [](const auto& node) { return node.colour < 0; }))
        add(6, tr("other families"));
    return items.join(" &nbsp; ") + "<br>" +
           tr("From left to right a constraint is lifted. Arrow keys walk along edges, Enter or a click shows the "
              "design. Drag: move. Wheel: zoom. 0: all of it.");
}

void RelaxationWindow::set_design(const QString& id, const QString& name) {
    name_ = name;
    const auto node = view_->graph().find(id);
    view_->set_current(node.value_or(-1));
    if (node && id != id_) // an edit of the same design leaves the selection where the eye is
        view_->select(*node);
    id_ = id;
    describe(view_->selected());
}

void RelaxationWindow::describe(int node) {
    use_->setEnabled(node >= 0);
    text_->setHtml(node >= 0 ? describe_node(view_->graph(), node)
                             : tr("<p><b>%1</b> is not on this map.</p><p>Select a design to see what it becomes when "
                                  "a constraint is lifted.</p>")
                                   .arg(name_.toHtmlEscaped()));
}

// Colours of links and families are written into the texts.
void RelaxationWindow::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    legend_->setText(legend());
    describe(view_->selected());
}

void RelaxationWindow::choose(int node) {
    if (node >= 0)
        Q_EMIT presetChosen(view_->graph().nodes[static_cast<std::size_t>(node)].id);
}

} // namespace alphascope::ui
