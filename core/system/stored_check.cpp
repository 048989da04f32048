#include "core/system/stored_check.hpp"

#include "core/design/presets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

using Shape = std::vector<Index>;

const Tensor* find(const Realised& realised, const char* name) {
    if (!realised.stored)
        return nullptr;
    const auto found = realised.stored->tensors.find(name);
    return found == realised.stored->tensors.end() ? nullptr : &found->second;
}

// Dimensions of 1 say nothing: authors keep or drop them as they like.
Shape without_ones(Shape shape) {
    shape.erase(std::remove(shape.begin(), shape.end(), 1), shape.end());
    return shape;
}

Index product(const Shape& shape) {
    Index size = 1;
    for (const Index extent : shape)
        size *= extent;
    return size;
}

// Where numbers of the wanted shape begin in a stored array, whose first dimension may be one of batch entries.
std::optional<std::size_t> begin_of(const Tensor& stored, const Shape& wanted, Index entry) {
    if (!stored.imaginary.empty())
        return std::nullopt; // a result is real
    const Shape has = without_ones(stored.shape), wants = without_ones(wanted);
    if (has == wants)
        return 0;
    if (has.size() == wants.size() + 1 && entry < has.front() &&
        std::equal(wants.begin(), wants.end(), has.begin() + 1))
        return static_cast<std::size_t>(entry * product(wants));
    return std::nullopt;
}

std::string shape_problem(const char* name, const Tensor& stored, const Shape& wanted) {
    if (!stored.imaginary.empty())
        return fmt::format("'{}' of the file is complex, this design gives real numbers: not compared", name);
    return fmt::format("'{}' of the file is [{}], this design gives [{}]: not compared", name,
                       fmt::join(stored.shape, ", "), fmt::join(wanted, ", "));
}

bool has_short_numbers(const TensorSet& tensors) {
    return std::any_of(tensors.tensors.begin(), tensors.tensors.end(), [](const auto& entry) {
        const std::string& type = entry.second.dtype;
        return type == "float16" || type == "bfloat16" || type.starts_with("float8");
    });
}

std::vector<bool> rows_without_key(const Realised& realised, Range rows, Range cols, const Matrix& alpha) {
    std::vector<bool> without(static_cast<std::size_t>(rows.size()));
    for (Index r = 0; r < rows.size(); ++r) {
        const Index end = realised.first && !realised.first->is_causal()
                              ? cols.size()
                              : std::clamp<Index>(rows.begin + r + 1 - cols.begin, 0, cols.size());
        // A window leaves zeros before its first key.
        const auto row = alpha.row(r).head(end);
        without[static_cast<std::size_t>(r)] =
            end > 0 && row.array().isNaN().any() &&
            std::all_of(row.begin(), row.end(), [](double a) { return std::isnan(a) || a == 0; });
    }
    return without;
}

} // namespace

void StoredCheck::Deviation::add(double stored, double computed) {
    any = true;
    if (std::isnan(stored) && std::isnan(computed))
        return;
    const double difference = stored == computed ? 0 : std::abs(stored - computed);
    worst = std::isfinite(difference) ? std::max(worst, difference) : std::numeric_limits<double>::infinity();
    if (std::isfinite(stored))
        largest = std::max(largest, std::abs(stored));
}

double StoredCheck::Deviation::relative() const {
    return largest > 0 ? worst / largest : worst;
}

StoredCheck::StoredCheck(const Realised& realised, Range rows, Range cols)
    : realised_(realised), layout_(realised), rows_(rows), cols_(cols), alpha_(find(realised, "alpha")) {
    const Range all{0, realised.length};
    if (realised.given_map)
        alpha_ = nullptr; // it is what would be compared
    if (alpha_)
        alpha_begin_ = begin_of(*alpha_, layout_.alpha_shape(all, all), realised.entry);
    if (!layout_.has_output() || cols != all)
        return;
    output_ = find(realised, "o");
    if (!output_)
        return;
    const Index leads = layout_.leads(), width = layout_.width();
    output_begin_ = begin_of(*output_, layout_.o_shape(all), realised.entry);
    for (const Shape& exchanged : {Shape{realised.length, leads, width}, Shape{realised.length, leads * width}})
        if (!exchanged_begin_)
            exchanged_begin_ = begin_of(*output_, exchanged, realised.entry);
    o_.assign(static_cast<std::size_t>(leads * rows.size() * width), 0.0);
    const auto groups = static_cast<std::size_t>(realised.map_count() / layout_.group_size());
    came_.assign(groups, 0);
    without_key_.assign(groups, std::vector<bool>(static_cast<std::size_t>(rows.size())));
}

void StoredCheck::add(Index map, const Matrix& alpha) {
    const auto without_key = rows_without_key(realised_, rows_, cols_, alpha);
    if (alpha_begin_)
        compare_alpha(map, alpha, without_key);
    if (!output_begin_ && !exchanged_begin_)
        return;
    layout_.add_output(map, rows_, alpha, o_);
    const auto group = static_cast<std::size_t>(layout_.lead(map) * (layout_.width() / layout_.value_width()) +
                                                layout_.first_column(map) / layout_.value_width());
    ++came_[group];
    for (std::size_t r = 0; r < without_key.size(); ++r)
        if (without_key[r])
            without_key_[group][r] = true;
}

void StoredCheck::compare_alpha(Index map, const Matrix& alpha, const std::vector<bool>& without_key) {
    const Index length = realised_.length;
    const auto place = layout_.place(map, length * length);
    for (Index r = 0; r < rows_.size(); ++r)
        for (Index c = 0; c < cols_.size() && !without_key[static_cast<std::size_t>(r)]; ++c) {
            const auto cell = static_cast<std::size_t>((rows_.begin + r) * length + cols_.begin + c);
            alpha_off_.add(alpha_->data[*alpha_begin_ + place.offset + cell * place.stride], alpha(r, c));
        }
}

StoredCheck::Deviation StoredCheck::output_deviation(bool exchanged) const {
    const Index length = realised_.length, leads = layout_.leads(), width = layout_.width(),
                part = layout_.value_width(), outs = width / part;
    const std::size_t begin = exchanged ? *exchanged_begin_ : *output_begin_;
    Deviation deviation;
    for (Index lead = 0; lead < leads; ++lead)
        for (Index r = 0; r < rows_.size(); ++r)
            for (Index c = 0; c < width; ++c) {
                const auto group = static_cast<std::size_t>(lead * outs + c / part);
                if (came_[group] < layout_.group_size() || without_key_[group][static_cast<std::size_t>(r)])
                    continue;
                const Index i = rows_.begin + r;
                const Index at = (exchanged ? i * leads + lead : lead * length + i) * width + c;
                deviation.add(output_->data[begin + static_cast<std::size_t>(at)],
                              o_[static_cast<std::size_t>((lead * rows_.size() + r) * width + c)]);
            }
    return deviation;
}

void StoredCheck::finish(StoredArray& array) const {
    if (has_short_numbers(*realised_.stored))
        array.tolerance = 2e-2;
}

StoredComparison StoredCheck::result() const {
    StoredComparison result;
    const Range all{0, realised_.length};
    if (rows_ != all)
        result.part = fmt::format("rows {} to {}", rows_.begin, rows_.end - 1);
    if (alpha_) {
        StoredArray array;
        finish(array);
        if (!alpha_begin_)
            array.problem = shape_problem("alpha", *alpha_, layout_.alpha_shape(all, all));
        else if (alpha_off_.any)
            array.off = alpha_off_.relative();
        else
            array.problem = "no row of the stored 'alpha' could be compared";
        result.alpha = array;
    }
    if (output_) {
        StoredArray array;
        finish(array);
        for (const bool exchanged : {false, true}) {
            if (!(exchanged ? exchanged_begin_ : output_begin_))
                continue;
            const Deviation deviation = output_deviation(exchanged);
            if (deviation.any) // where both orders fit by their sizes, the one that was meant is the nearer one
                array.off = std::min(array.off.value_or(std::numeric_limits<double>::infinity()), deviation.relative());
        }
        if (!output_begin_ && !exchanged_begin_)
            array.problem = shape_problem("o", *output_, layout_.o_shape(all));
        else if (!array.off)
            array.problem = "no row of the stored 'o' could be compared";
        result.output = array;
    }
    return result;
}

bool StoredComparison::reproduced() const {
    bool compared = false;
    for (const auto& array : {output, alpha}) {
        if (!array || !array->off)
            continue;
        compared = true;
        if (!array->reproduced())
            return false;
    }
    return compared;
}

StoredOf stored_of(const Design& design, const TensorSet* tensors, DesignChoice choice) {
    if (!tensors || (!tensors->tensors.contains("o") && !tensors->tensors.contains("alpha")))
        return StoredOf::nothing;
    const std::string architecture = architecture_of(*tensors);
    if (architecture.empty())
        return choice == DesignChoice::none ? StoredOf::another : StoredOf::this_design;
    if (architecture != design.id)
        return StoredOf::another;
    if (choice == DesignChoice::named_for_file)
        return StoredOf::this_design;
    const auto unedited = preset(design.id); // a design of the user's own is what it is
    return !unedited || *unedited == design ? StoredOf::this_design : StoredOf::another;
}

StoredOf stored_of(const Design& design, const Realised& realised, DesignChoice choice) {
    if (realised.given_map) // the o beside it is its own, whatever the design
        return realised.stored ? StoredOf::this_design : StoredOf::nothing;
    return stored_of(design, realised.stored.get(), choice);
}

std::vector<Remark> remarks_on(const StoredComparison& comparison) {
    std::vector<Remark> remarks;
    const auto tell = [&](const std::optional<StoredArray>& array, const char* name) {
        if (!array)
            return;
        const std::string part = comparison.part.empty() ? "" : " (" + comparison.part + ")";
        std::string text = array->problem;
        if (array->reproduced())
            text = fmt::format("stored {} reproduced to {:.1e}{}", name, *array->off, part);
        else if (array->off)
            text = fmt::format("differs from the stored {} by {:.1e} of its largest value, more than {:.0e}{}", name,
                               *array->off, array->tolerance, part);
        remarks.push_back({RemarkKind::stored, array->off && !array->reproduced(), std::move(text), {name}, {}});
    };
    tell(comparison.output, "o");
    tell(comparison.alpha, "alpha");
    return remarks;
}

Remark remark_on_another(const Design& design, const TensorSet& tensors) {
    const bool has_output = tensors.tensors.contains("o");
    const std::string architecture = architecture_of(tensors);
    std::string which;
    if (!architecture.empty())
        which = architecture == design.id ? fmt::format(": '{}' before it was edited", architecture)
                                          : fmt::format(": '{}'", architecture);
    return note(RemarkKind::stored,
                fmt::format("{} of the file belongs to another design{}", has_output ? "o" : "alpha", which),
                {has_output ? "o" : "alpha"});
}

} // namespace alphascope
