#pragma once

#include "ui/compute/picture.hpp"

#include <optional>
#include <vector>

namespace alphascope::ui {

/// Which picture the views hold, and whether it is one of what is written in the window. A value; nothing here draws.
class PictureState {
public:
    enum class Shows {
        nothing, ///< no picture of this document: the views are empty
        present, ///< the picture of what is written
        earlier, ///< the picture of the last design that worked, while something is wrong
    };

    Shows shows() const;
    const PicturePtr& picture() const { return picture_; } ///< null: nothing

    /// All that is wrong now: typed text that is no design yet, then what computing said.
    std::vector<Error> problems() const;
    /// Somebody stopped the work before its picture was there, and nothing else is wrong.
    bool is_stopped() const { return stopped_ && problems().empty(); }

    void made(PicturePtr picture); ///< of what was asked last
    void failed(Error error);      ///< what was asked last has no picture
    void lacks(Error error);       ///< the picture is that of the present, but a part of it could not be made
    void stopped();
    void typed(std::vector<Error> errors); ///< texts in the editors that the design could not take; none: all is well
    /// A picture of another document is none of this one: at once where its text has errors, else once it has failed.
    void opened_another(std::vector<Error> errors = {});
    /// The text of this document had errors since it was opened: what is computed is of the document before.
    bool never_valid() const { return never_valid_; }

private:
    PicturePtr picture_;
    std::vector<Error> typed_;
    std::optional<Error> computed_, lacking_;
    bool of_another_ = false; ///< picture_ belongs to the document before
    bool stopped_ = false, never_valid_ = false;
};

} // namespace alphascope::ui
