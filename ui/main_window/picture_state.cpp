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
    if (never_valid_)
        return; // it is of the design that was there before
    picture_ = std::move(picture);
    computed_.reset();
    lacking_.reset();
    of_another_ = stopped_ = false;
}

void PictureState::failed(Error error) {
    if (never_valid_)
        return;
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
    if (never_valid_)
        return;
    stopped_ = true;
    if (std::exchange(of_another_, false))
        picture_.reset();
}

void PictureState::typed(std::vector<Error> errors) {
    typed_ = std::move(errors);
    never_valid_ = never_valid_ && !typed_.empty();
}

void PictureState::opened_another(std::vector<Error> errors) {
    computed_.reset();
    lacking_.reset();
    typed_ = std::move(errors);
    stopped_ = false;
    of_another_ = true;
    never_valid_ = !typed_.empty();
    if (never_valid_)
        picture_.reset();
}

} // namespace alphascope::ui
