#include "tests/fuzz/read_damaged.hpp"

#include "core/io/utf8.hpp"
#include "tests/support/allocation_watch.hpp"
#include "tests/support/files.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

using namespace alphascope;
namespace fs = std::filesystem;

std::vector<std::string> tensor_files(const std::string& extension) {
    // Whole files count more often than broken ones: damage to these is what gets past the first check.
    constexpr std::array<std::pair<const char*, int>, 2> folders{{{"tensors", 8}, {"invalid/tensors", 1}}};
    std::vector<std::string> files;
    for (const auto& [folder, times] : folders) {
        std::vector<fs::path> paths;
        for (const auto& entry : fs::directory_iterator(test_data(folder)))
            if (entry.path().extension() == extension)
                paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        for (const auto& path : paths)
            files.insert(files.end(), static_cast<std::size_t>(times), read_file(path, fuzz_memory_limit).value());
    }
    return files;
}

static bool is_one_line(const std::string& text) {
    return !text.empty() && text.find('\n') == std::string::npos && first_invalid_utf8(text) == std::string_view::npos;
}

static std::string objection_to_error(const Error& error) {
    const std::string line = one_line(error);
    if (error.code != ErrorCode::invalid_data || error.message.empty())
        return "an error without code or message";
    if (!is_one_line(line))
        return "not one line of text: " + line;
    return line.size() > 500 ? "too long: " + line : "";
}

std::string objection(const Result<TensorSet>& answer) {
    if (!answer)
        return objection_to_error(answer.error());
    std::size_t bytes = 0;
    for (const auto& [name, tensor] : answer->tensors) {
        const auto count = std::accumulate(tensor.shape.begin(), tensor.shape.end(), Index{1}, std::multiplies<>());
        if (count != static_cast<Index>(tensor.data.size()) || count == 0 || tensor.dtype.empty() ||
            (!tensor.imaginary.empty() && tensor.imaginary.size() != tensor.data.size()))
            return "an array that is not what it says";
        bytes += (tensor.data.size() + tensor.imaginary.size()) * sizeof(double);
    }
    for (const auto& [name, why] : answer->unread)
        if (!is_one_line(name) || !is_one_line(why) || why.size() > 1000)
            return "a member left out without a clear line: " + name + ": " + why;
    for (const Remark& remark : answer->remarks)
        if (!is_one_line(remark.text))
            return "a remark that is not one line: " + remark.text;
    return bytes > fuzz_memory_limit ? "more numbers than allowed" : "";
}

Damage read_damaged(const std::string& extension, const std::string& stream, int times) {
    const auto seeds = tensor_files(extension);
    Dice dice(stream);
    Damage damage;
    for (int k = 0; k < times && damage.problem.empty(); ++k) {
        const std::string bytes = mutated(seeds, dice);
        const AllocationWatch watch;
        const auto answer = read_tensors_from(bytes, "x" + extension, fuzz_memory_limit);
        // What the limit does not count: the file's own table of contents, a few times over.
        if (watch.peak() > fuzz_memory_limit + 64 * bytes.size() + 4096)
            damage.problem = "allocated " + std::to_string(watch.peak()) + " bytes";
        else
            damage.problem = objection(answer);
        if (!damage.problem.empty())
            damage.problem = "damage " + std::to_string(k) + " of stream " + stream + ": " + damage.problem;
        damage.accepted += answer.has_value();
        damage.partly += answer && !answer->unread.empty();
    }
    return damage;
}
