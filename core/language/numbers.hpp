#pragma once
// The numbers of a value. Copies share one array until one of them is written: a signal of a million tokens goes from
// the scene into a system without being copied on the way.

#include "core/base/types.hpp"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

namespace alphascope {

class Numbers {
public:
    Numbers() = default;
    Numbers(std::initializer_list<double> numbers);
    Numbers(std::vector<double> numbers); ///< takes the vector over
    static Numbers zeros(std::size_t count);
    /// Not yet written: who takes room fills all of it, on the threads that compute it.
    static Numbers room(std::size_t count);

    const double* data() const { return numbers_.get(); }
    const double* begin() const { return data(); }
    const double* end() const { return data() + size_; }
    double operator[](std::size_t k) const { return numbers_.get()[k]; }
    double front() const { return (*this)[0]; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// `count` of them from `first` on, shared.
    Numbers part(std::size_t first, std::size_t count) const;

    /// Place to write: this array alone, copied first when others share it.
    double* write();

    bool is_shared() const { return numbers_.use_count() > 1; }
    /// Both are one array in memory.
    bool shares_with(const Numbers& other) const { return numbers_ == other.numbers_ && size_ == other.size_; }
    bool operator==(const Numbers& other) const;

private:
    std::shared_ptr<double> numbers_;
    std::size_t size_ = 0;
};

} // namespace alphascope
