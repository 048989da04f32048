#include "core/language/numbers.hpp"

#include "core/base/room.hpp"
#include "core/base/strips.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>

namespace alphascope {

Numbers::Numbers(std::initializer_list<double> numbers) : Numbers(room(numbers.size())) {
    std::copy(numbers.begin(), numbers.end(), numbers_.get());
}

Numbers::Numbers(std::vector<double> numbers) : size_(numbers.size()) {
    if (numbers.empty())
        return;
    const auto owner = std::make_shared<std::vector<double>>(std::move(numbers));
    numbers_ = std::shared_ptr<double>(owner, owner->data());
}

Numbers Numbers::room(std::size_t count) {
    Numbers numbers;
    if (count == 0)
        return numbers;
    const std::size_t bytes = count * sizeof(double);
    numbers.numbers_ =
        std::shared_ptr<double>(static_cast<double*>(take_room(bytes)), [=](double* room) { leave_room(room, bytes); });
    numbers.size_ = count;
    return numbers;
}

Numbers Numbers::zeros(std::size_t count) {
    Numbers numbers = room(count);
    for_strips(static_cast<Index>(count), 1, [&](Range part) {
        std::fill(numbers.numbers_.get() + part.begin, numbers.numbers_.get() + part.end, 0.0);
    });
    return numbers;
}

Numbers Numbers::part(std::size_t first, std::size_t count) const {
    assert(first + count <= size_);
    Numbers part;
    part.numbers_ = std::shared_ptr<double>(numbers_, numbers_.get() + first);
    part.size_ = count;
    return part;
}

double* Numbers::write() {
    if (is_shared()) {
        Numbers own = room(size_);
        for_strips(static_cast<Index>(size_), 1, [&](Range part) {
            std::copy(begin() + part.begin, begin() + part.end, own.numbers_.get() + part.begin);
        });
        *this = std::move(own);
    } else {
        std::atomic_thread_fence(std::memory_order_acquire); // what another thread read before it let go, it has read
    }
    return numbers_.get();
}

bool Numbers::operator==(const Numbers& other) const {
    return shares_with(other) || std::equal(begin(), end(), other.begin(), other.end());
}

} // namespace alphascope
