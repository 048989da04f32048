#pragma once
// b and q of a system: read only, and where nothing had to be rearranged the very numbers of the design's values. A
// million tokens are not copied on their way to an engine.

#include "core/base/types.hpp"
#include "core/language/numbers.hpp"

#include <memory>
#include <new>
#include <utility>

namespace alphascope {

/// A matrix that is read like Eigen's, one row a token. Copies share its numbers.
class TokenRows : public Eigen::Map<const Matrix> {
public:
    TokenRows() : Map(nullptr, 0, 0) {}
    TokenRows(Matrix own) : TokenRows(std::make_shared<const Matrix>(std::move(own))) {}
    template <class Expression> TokenRows(const Eigen::MatrixBase<Expression>& own) : TokenRows(Matrix(own)) {}
    /// @pre numbers.size() == rows · cols
    TokenRows(const Numbers& numbers, Index rows, Index cols)
        : Map(numbers.data(), rows, cols), owner_(std::make_shared<const Numbers>(numbers)) {}

    TokenRows(const TokenRows& other) : Map(other.data(), other.rows(), other.cols()), owner_(other.owner_) {}
    TokenRows& operator=(const TokenRows& other) {
        ::new (static_cast<Map*>(this)) Map(other.data(), other.rows(), other.cols()); // a map looks elsewhere this way
        owner_ = other.owner_;
        return *this;
    }

    const double& operator()(Index i, Index m) const { return data()[i * cols() + m]; }

private:
    using Map = Eigen::Map<const Matrix>;
    explicit TokenRows(std::shared_ptr<const Matrix> own)
        : Map(own->data(), own->rows(), own->cols()), owner_(std::move(own)) {}

    std::shared_ptr<const void> owner_;
};

} // namespace alphascope
