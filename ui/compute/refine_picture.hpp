#pragma once

#include "ui/compute/picture.hpp"

#include <functional>

namespace alphascope::ui {

/// True when a picture was made in a hurry and there is time for better: in a drag it comes without margins, and the
/// map of a long sequence is sampled.
bool can_refine(const Picture& picture);

/// The same picture with margins, or with a better map, in the end as good as can be afforded; `better` is told of
/// steps on the way, with the same colours, in the worker. Errors: cancelled; the stages then remember how far the map
/// got.
Result<PicturePtr> refine(Stages& stages, const PicturePtr& picture, const RunContext& run,
                          const std::function<void(PicturePtr)>& better);

} // namespace alphascope::ui
