#include "ui/main_window/picture_state.hpp"

#include <utility>

namespace alphascope::ui {

PictureState::Shows PictureState::shows() const {
    if (!picture_)
        return Shows::nothing;
    return typed_.empty() && !computed_ && !stopped_ ? Shows::present : Shows::earlier;
}

std::vector<Error> PictureState::problems() const {
    std::vector<Error> all = typed_;
    for (const auto& error : {computed_, lacking_})
        if (error)
            all.push_back(*error);
    return all;
}

void PictureState::made(PicturePtr picture) {
    picture_ = std::move(picture);
    computed_.reset();
    lacking_.reset();
    of_another_ = stopped_ = false;
}

void PictureState::failed(Error error) {
    computed_ = std::move(error);
    lacking_.reset();
    stopped_ = false;
    if (std::exchange(of_another_, false))
        picture_.reset();
}

void PictureState::lacks(Error error) {
    lacking_ = std::move(error);
}

void PictureState::stopped() {
    stopped_ = true;
    if (std::exchange(of_another_, false))
        picture_.reset();
}

void PictureState::typed(std::vector<Error> errors) {
    typed_ = std::move(errors);
}

void PictureState::opened_another() {
    computed_.reset();
    lacking_.reset();
    typed_.clear();
    stopped_ = false;
    of_another_ = true;
}

} // namespace alphascope::ui
