#include "ui/editor/scene_form.hpp"

#include "core/base/resources.hpp"
#include "core/base/types.hpp"
#include "core/system/bind.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/message_label.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/editor/quiet_controls.hpp"

#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

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
constexpr int typing_pause = 350;      // milliseconds without a key
constexpr double worth_a_word = 0.5e9; // bytes

} // namespace

SceneForm::SceneForm(DesignDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), form_(new QFormLayout(this)), source_(new QuietCombo),
      samples_(new QuietCombo), tensor_row_(new QWidget), text_(new FormulaLine) {
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
    text_->setFont(font()); // words, not formulas
    form_->addRow(tr("text"), text_);
    add_numbers();

    connect(source_, &QComboBox::activated, this, &SceneForm::choose_source);
    connect(samples_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT tensorsChosen(samples_->itemData(index).toString()); });
    connect(open, &QPushButton::clicked, this, &SceneForm::openTensorsRequested);
    connect(text_, &QLineEdit::textEdited, this, [this](const QString& text) {
        edit(
            tr("edit the text"), [&](Scene& scene) { scene.source = TextSource{text.toStdString()}; }, gesture_);
    });
    text_->installEventFilter(this);
    connect(&document_, &DesignDocument::sceneChanged, this, &SceneForm::refresh);
    refresh();
}

void SceneForm::add_numbers() {
    constexpr double most = 1 << 24, most_seed = 9007199254740991.0; // 2^53 − 1: exact in a document
    using Read = std::optional<double>;
    const auto whole = [](const QString& name, double least, double greatest) {
        return NumberRule{.name = name, .minimum = least, .maximum = greatest, .whole = true};
    };
    add_number(
        "scene/correlation", {.name = tr("correlation"), .minimum = 0, .maximum = 0.999999}, 0.01,
        [](Scene& scene, double value) { scene.source = SmoothSource{value}; },
        [](const Scene& scene) {
            const auto* smooth = std::get_if<SmoothSource>(&scene.source);
            return smooth ? Read(smooth->correlation) : Read();
        });
    add_number(
        "scene/period", whole(tr("period"), 1, most), 1,
        [](Scene& scene, double value) {
            if (auto* repeat = std::get_if<RepeatSource>(&scene.source))
                repeat->period = static_cast<Index>(value);
        },
        [](const Scene& scene) {
            const auto* repeat = std::get_if<RepeatSource>(&scene.source);
            return repeat ? Read(static_cast<double>(repeat->period)) : Read();
        });
    add_number(
        "scene/pairs", whole(tr("pairs"), 1, most), 1,
        [](Scene& scene, double value) { scene.source = AssociativeRecallSource{static_cast<Index>(value)}; },
        [](const Scene& scene) {
            const auto* recall = std::get_if<AssociativeRecallSource>(&scene.source);
            return recall ? Read(static_cast<double>(recall->pairs)) : Read();
        });
    const auto size = [&](const char* name, const QString& label, double greatest, Index Scene::*member) {
        add_number(
            name, whole(label, 1, greatest), 1,
            [member](Scene& scene, double value) { scene.*member = static_cast<Index>(value); },
            [member](const Scene& scene) { // a file brings its own sizes
                const bool file = file_of(scene.source) != nullptr;
                return file ? Read() : Read(static_cast<double>(scene.*member));
            });
    };
    size("scene/length", tr("length L"), most, &Scene::length);
    size("scene/heads", tr("heads"), 1024, &Scene::heads);
    size("scene/state", tr("state n"), 4096, &Scene::state);
    add_number(
        "scene/seed", whole(tr("seed"), 0, most_seed), 1,
        [](Scene& scene, double value) { scene.seed = static_cast<std::uint64_t>(value); },
        [](const Scene& scene) { return Read(static_cast<double>(scene.seed)); });
}

void SceneForm::add_number(const QString& name, const NumberRule& rule, double step, Set set, Get get) {
    auto* field = new NumberField(name);
    auto* message = new MessageLabel(name + "/refusal");
    auto* row = new QWidget;
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(field);
    column->addWidget(message);
    field->set_rule(rule);
    field->set_step(step);
    field->set_pause(typing_pause); // 512 need not compute 5, 51 and 512
    form_->addRow(rule.name, row);
    qobject_cast<QLabel*>(form_->labelForField(row))->setBuddy(field);
    const auto with = [this, set](double value) {
        Scene scene = *document_.scene();
        set(scene, value);
        return scene;
    };
    field->set_objection([with](double value) {
        const auto checked = check_scene(with(value));
        return checked ? QString() : QString::fromStdString(checked.error().message);
    });
    field->set_caution([this, with](double value) { return announcement(*document_.scene(), with(value)); });
    connect(field, &NumberField::messageChanged, message, &MessageLabel::say);
    connect(field, &NumberField::messageChanged, this, &SceneForm::numbersChecked);
    connect(field, &NumberField::sessionStarted, this, [this] { gesture_ = document_.begin_gesture(); });
    connect(field, &NumberField::taken, this, [this, set, label = rule.name](double value) {
        edit(
            tr("set %1").arg(label), [&](Scene& scene) { set(scene, value); }, gesture_);
    });
    numbers_.push_back({field, row, std::move(get)});
}

/// What is to be known before a scene this large is begun; empty for one that is not, or no larger than the present.
QString SceneForm::announcement(const Scene& now, const Scene& next) const {
    if (file_of(next.source))
        return {}; // it has its own sizes
    const auto needed = [this](const Scene& scene) { return memory_needed(*document_.design(), {scene, nullptr}); };
    const double bytes = needed(next);
    if (bytes < worth_a_word || bytes <= needed(now))
        return {};
    return tr("%1 tokens need about %2 GB of memory")
        .arg(QLocale::c().toString(static_cast<qlonglong>(next.length)), QLocale::c().toString(bytes / 1e9, 'f', 1));
}

bool SceneForm::eventFilter(QObject* watched, QEvent* event) {
    if (watched == text_ && event->type() == QEvent::FocusIn)
        gesture_ = document_.begin_gesture();
    return QWidget::eventFilter(watched, event);
}

void SceneForm::edit(const QString& action, const std::function<void(Scene&)>& change, int gesture) {
    Scene scene = *document_.scene();
    change(scene);
    document_.set_scene(std::move(scene), action, gesture);
}

void SceneForm::choose_source(int index) {
    const Source& source = sources().at(static_cast<std::size_t>(index)).second;
    if (std::holds_alternative<TensorSource>(source)) {
        refresh();
        Q_EMIT tensorsChosen(samples_->itemData(0).toString());
        return;
    }
    edit(
        tr("choose %1").arg(source_->itemText(index).toLower()), [&](Scene& scene) { scene.source = source; },
        DesignDocument::one_shot);
}

void SceneForm::list_samples(const TensorSource* file) {
    const QSignalBlocker quiet(samples_);
    samples_->clear();
    for (const auto& path : resources_in("samples")) {
        const QString name = QFileInfo(QString::fromUtf8(path.data(), qsizetype(path.size()))).completeBaseName();
        samples_->addItem(QString(name).replace('_', ' '), sample_prefix + name);
    }
    if (!file)
        return;
    const QString path = QString::fromStdString(file->path);
    int found = samples_->findData(path);
    if (found < 0) {
        samples_->addItem(QFileInfo(path).fileName(), path);
        found = samples_->count() - 1;
    }
    samples_->setCurrentIndex(found);
    samples_->setToolTip(path);
}

void SceneForm::refresh() {
    const Scene& scene = *document_.scene();
    const auto show = [this](QWidget* row, bool visible) {
        row->setVisible(visible);
        form_->labelForField(row)->setVisible(visible);
    };
    const QSignalBlocker quiet(source_);
    const auto last = sources().size() - 1; // a file's own map is a tensor file too
    source_->setCurrentIndex(static_cast<int>(std::min(scene.source.index(), last)));
    const auto* file = file_of(scene.source);
    list_samples(file);
    show(tensor_row_, file != nullptr);
    const auto* text = std::get_if<TextSource>(&scene.source);
    if (text && text_->text().toStdString() != text->text)
        text_->setText(QString::fromStdString(text->text));
    show(text_, text != nullptr);
    for (const Number& number : numbers_) {
        const auto value = number.get(scene);
        if (value)
            number.field->set_value(*value);
        show(number.row, value.has_value());
    }
}

} // namespace alphascope::ui
