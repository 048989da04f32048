#include "ui/editor/scene_form.hpp"

#include "core/base/resources.hpp"
#include "core/base/types.hpp"
#include "ui/editor/quiet_controls.hpp"

#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <limits>

namespace alphascope::ui {

namespace {

/// In the order of the Source variant.
const std::vector<std::pair<const char*, Source>>& sources() {
    static const std::vector<std::pair<const char*, Source>> list{
        {QT_TRANSLATE_NOOP("SceneForm", "Gaussian tokens"), GaussianSource{}},
        {QT_TRANSLATE_NOOP("SceneForm", "Smooth tokens"), SmoothSource{}},
        {QT_TRANSLATE_NOOP("SceneForm", "Repeated motif"), RepeatSource{}},
        {QT_TRANSLATE_NOOP("SceneForm", "Associative recall"), AssociativeRecallSource{}},
        {QT_TRANSLATE_NOOP("SceneForm", "One-hot tokens"), OneHotSource{}},
        {QT_TRANSLATE_NOOP("SceneForm", "Text"), TextSource{"In the beginning was the word, and the word was read."}},
        {QT_TRANSLATE_NOOP("SceneForm", "Tensor file"), TensorSource{}}};
    return list;
}

constexpr const char* sample_prefix = "sample:";

} // namespace

SceneForm::SceneForm(DesignDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), form_(new QFormLayout(this)), source_(new QuietCombo),
      samples_(new QuietCombo), tensor_row_(new QWidget), correlation_(new QuietDoubleSpin), text_(new QLineEdit) {
    setObjectName("sceneForm");
    form_->setContentsMargins(0, 0, 0, 0);
    form_->setHorizontalSpacing(8);
    form_->setVerticalSpacing(5);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    source_->setObjectName("scene/source");
    source_->setAccessibleName(tr("Source of the tokens"));
    for (const auto& [label, source] : sources())
        source_->addItem(tr(label));
    form_->addRow(tr("tokens"), source_);

    auto* row = new QHBoxLayout(tensor_row_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    samples_->setObjectName("scene/sample");
    samples_->setAccessibleName(tr("Tensor file"));
    samples_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    samples_->setMinimumContentsLength(10);
    auto* open = new QPushButton(tr("Open…"));
    open->setObjectName("scene/open");
    open->setToolTip(tr("Open tensors: .npz, .npy or .safetensors. You can also drop them on the window."));
    row->addWidget(samples_, 1);
    row->addWidget(open);
    form_->addRow(tr("file"), tensor_row_);
    text_->setObjectName("scene/text");
    form_->addRow(tr("text"), text_);
    correlation_->setObjectName("scene/correlation");
    correlation_->setRange(0, 0.9999);
    correlation_->setDecimals(4);
    correlation_->setSingleStep(0.01);
    correlation_->setLocale(QLocale::c());
    form_->addRow(tr("correlation"), correlation_);
    period_ = add_number(tr("period"), "scene/period", 1, 1 << 20);
    pairs_ = add_number(tr("pairs"), "scene/pairs", 1, 1 << 20);
    length_ = add_number(tr("length L"), "scene/length", 1, 1 << 24);
    heads_ = add_number(tr("heads"), "scene/heads", 1, 1024);
    state_ = add_number(tr("state n"), "scene/state", 1, 4096);
    seed_ = add_number(tr("seed"), "scene/seed", 0, std::numeric_limits<int>::max());

    connect(source_, &QComboBox::activated, this, &SceneForm::choose_source);
    connect(samples_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT tensorsChosen(samples_->itemData(index).toString()); });
    connect(open, &QPushButton::clicked, this, &SceneForm::openTensorsRequested);
    connect(text_, &QLineEdit::textEdited, this, [this](const QString& text) {
        edit(tr("edit the text"), [&](Scene& scene) { scene.source = TextSource{text.toStdString()}; });
    });
    connect(correlation_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit(tr("set the correlation"), [&](Scene& scene) { scene.source = SmoothSource{value}; });
    });
    connect(period_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("set the period"), [&](Scene& scene) {
            if (auto* repeat = std::get_if<RepeatSource>(&scene.source))
                repeat->period = value;
        });
    });
    connect(pairs_, &QSpinBox::valueChanged, this, [this](int value) {
        edit(tr("set the pairs"), [&](Scene& scene) { scene.source = AssociativeRecallSource{value}; });
    });
    const auto size = [this](QSpinBox* box, const QString& action, auto member) {
        connect(box, &QSpinBox::valueChanged, this, [this, action, member](int value) {
            edit(action,
                 [&](Scene& scene) { scene.*member = static_cast<std::decay_t<decltype(scene.*member)>>(value); });
        });
    };
    size(length_, tr("set the length"), &Scene::length);
    size(heads_, tr("set the heads"), &Scene::heads);
    size(state_, tr("set the state size"), &Scene::state);
    size(seed_, tr("set the seed"), &Scene::seed);
    connect(&document_, &DesignDocument::sceneChanged, this, &SceneForm::refresh);
    refresh();
}

QSpinBox* SceneForm::add_number(const QString& label, const QString& name, int minimum, int maximum) {
    auto* box = new QuietSpin;
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setRange(minimum, maximum);
    box->setLocale(QLocale::c());
    box->setKeyboardTracking(false); // 512 must not compute 5, 51 and 512
    form_->addRow(label, box);
    return box;
}

template <class Change> void SceneForm::edit(const QString& action, Change change) {
    Scene scene = *document_.scene();
    change(scene);
    document_.set_scene(std::move(scene), action);
}

void SceneForm::choose_source(int index) {
    const Source& source = sources().at(static_cast<std::size_t>(index)).second;
    if (std::holds_alternative<TensorSource>(source)) {
        refresh();
        Q_EMIT tensorsChosen(samples_->itemData(0).toString());
        return;
    }
    edit(tr("choose %1").arg(source_->itemText(index).toLower()), [&](Scene& scene) { scene.source = source; });
}

void SceneForm::refresh() {
    const Scene& scene = *document_.scene();
    const std::vector<QWidget*> controls{source_, samples_, correlation_, period_, pairs_,
                                         length_, heads_,   state_,       seed_};
    std::vector<QSignalBlocker> quiet;
    for (QWidget* control : controls)
        quiet.emplace_back(control);
    const auto last = sources().size() - 1; // a file's own map is a tensor file too
    source_->setCurrentIndex(static_cast<int>(std::min(scene.source.index(), last)));
    samples_->clear();
    for (const auto& path : resources_in("samples")) {
        const QString name = QFileInfo(QString::fromUtf8(path.data(), qsizetype(path.size()))).completeBaseName();
        samples_->addItem(QString(name).replace('_', ' '), sample_prefix + name);
    }
    const auto* file = file_of(scene.source);
    if (file) {
        const QString path = QString::fromStdString(file->path);
        int found = samples_->findData(path);
        if (found < 0) {
            samples_->addItem(QFileInfo(path).fileName(), path);
            found = samples_->count() - 1;
        }
        samples_->setCurrentIndex(found);
        samples_->setToolTip(path);
    }
    if (const auto* text = std::get_if<TextSource>(&scene.source); text && text_->text().toStdString() != text->text)
        text_->setText(QString::fromStdString(text->text));
    if (const auto* smooth = std::get_if<SmoothSource>(&scene.source))
        correlation_->setValue(smooth->correlation);
    if (const auto* repeat = std::get_if<RepeatSource>(&scene.source))
        period_->setValue(static_cast<int>(repeat->period));
    if (const auto* recall = std::get_if<AssociativeRecallSource>(&scene.source))
        pairs_->setValue(static_cast<int>(recall->pairs));
    length_->setValue(static_cast<int>(scene.length));
    heads_->setValue(static_cast<int>(scene.heads));
    state_->setValue(static_cast<int>(scene.state));
    seed_->setValue(static_cast<int>(std::min<std::uint64_t>(scene.seed, std::numeric_limits<int>::max())));
    const auto show = [this](QWidget* field, bool visible) {
        field->setVisible(visible);
        form_->labelForField(field)->setVisible(visible);
    };
    show(tensor_row_, file != nullptr);
    show(text_, std::holds_alternative<TextSource>(scene.source));
    show(correlation_, std::holds_alternative<SmoothSource>(scene.source));
    show(period_, std::holds_alternative<RepeatSource>(scene.source));
    show(pairs_, std::holds_alternative<AssociativeRecallSource>(scene.source));
    for (auto* box : {length_, heads_, state_})
        show(box, file == nullptr); // a file brings its own sizes
}

} // namespace alphascope::ui
