#pragma once
// How far α and o are from what the tensor file itself holds as `alpha` and `o`. One mechanism for command line and
// window, all layouts, whole maps and parts of them.

#include "core/base/remark.hpp"
#include "core/system/map_layout.hpp"

#include <optional>

namespace alphascope {

struct StoredArray {
    std::optional<double> off; ///< largest difference over the largest stored value; inf where only one is finite
    std::string problem;       ///< why there was nothing to compare; empty where `off` is there
    double tolerance = 1e-3;   ///< 2e-2 where an array of the file has fewer than 32 bits a number
    bool reproduced() const { return off && *off <= tolerance; }
};
struct StoredComparison {
    std::optional<StoredArray> output, alpha; ///< of o and alpha; none: the file does not hold it
    std::string part;                         ///< "rows 1536 to 2047" where it was not the whole map; else empty
    /// At least one was compared, and all that were are within their tolerance.
    bool reproduced() const;
};

/// Gathers maps and compares them. A row without a key (NaN throughout) is left out: whoever wrote the file chose 0,
/// NaN or something else there.
class StoredCheck {
public:
    /// α of rows × cols of some maps will be given. o is compared where the columns are all of them, for the maps of
    /// which all that adds up with them has come. It may stand with its head and time axes in either order.
    StoredCheck(const Realised& realised, Range rows, Range cols);
    bool wants_nothing() const { return !alpha_ && !output_; } ///< the file holds neither: nothing need be added

    /// @pre alpha is rows × cols
    void add(Index map, const Matrix& alpha);
    StoredComparison result() const;

private:
    struct Deviation {
        double largest = 0, worst = 0;
        bool any = false;
        void add(double stored, double computed);
        double relative() const;
    };
    void compare_alpha(Index map, const Matrix& alpha, const std::vector<bool>& without_key);
    Deviation output_deviation(bool exchanged) const;
    void finish(StoredArray& array) const;

    const Realised& realised_;
    MapLayout layout_;
    Range rows_, cols_;
    const Tensor *alpha_ = nullptr, *output_ = nullptr;
    std::optional<std::size_t> alpha_begin_, output_begin_, exchanged_begin_; ///< where a reading that fits starts
    Deviation alpha_off_;
    std::vector<double> o_;
    std::vector<Index> came_;                    ///< maps, of each (lead, out)
    std::vector<std::vector<bool>> without_key_; ///< rows, of each (lead, out)
};

/// How a design and a file came together.
enum class DesignChoice {
    none,           ///< the design was put on a scene that was there
    came_with_file, ///< opened together, the design unedited since
    named_for_file, ///< the user named both at once, with all that the design was set to
};
/// Whose α and o a file holds.
enum class StoredOf {
    nothing,     ///< it holds neither
    this_design, ///< its metadata name this very design, or, where they are silent, design and file came together
    another,     ///< anything else
};
StoredOf stored_of(const Design& design, const TensorSet* tensors, DesignChoice choice);
/// Of what was realised: o beside a given map is that map's own.
StoredOf stored_of(const Design& design, const Realised& realised, DesignChoice choice);

/// "stored o reproduced to 2e-07"; a warning where it is not.
std::vector<Remark> remarks_on(const StoredComparison& comparison);
/// "o of the file belongs to another design". @pre stored_of() says so
Remark remark_on_another(const Design& design, const TensorSet& tensors);

} // namespace alphascope
