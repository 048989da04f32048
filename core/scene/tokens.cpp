#include "core/base/random.hpp"
#include "core/scene/scene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

Index embedding_width(const Scene& scene) {
    return std::clamp<Index>(scene.state, 8, 64);
}

// Embedding of symbol `symbol` of a vocabulary: the same vector wherever the symbol stands.
auto symbol_row(const Scene& scene, std::string_view vocabulary, Index symbol, Index width) {
    const RandomStream stream(scene.seed, vocabulary);
    Eigen::RowVectorXd row(width);
    for (Index k = 0; k < width; ++k)
        row[k] = stream.normal(static_cast<std::uint64_t>(symbol * width + k));
    return row;
}

Matrix noise(const Scene& scene, std::string_view label, Index rows, Index width) {
    const RandomStream stream(scene.seed, label);
    Matrix result(rows, width);
    for (Index k = 0; k < result.size(); ++k)
        result.data()[k] = stream.normal(static_cast<std::uint64_t>(k));
    return result;
}

Tokens smooth(const Scene& scene, double correlation) {
    Tokens tokens{noise(scene, "smooth", scene.length, embedding_width(scene)), {}, {}};
    const double innovation = std::sqrt(1 - correlation * correlation);
    for (Index t = 1; t < scene.length; ++t)
        tokens.embeddings.row(t) = correlation * tokens.embeddings.row(t - 1) + innovation * tokens.embeddings.row(t);
    return tokens;
}

Tokens repeat(const Scene& scene, const RepeatSource& source) {
    const Index width = embedding_width(scene);
    Tokens tokens{noise(scene, "repeat noise", scene.length, width), {}, {}};
    const double scale = 1 / std::sqrt(1 + source.noise * source.noise); // keeps the variance at 1
    for (Index t = 0; t < scene.length; ++t) {
        const Index symbol = t % source.period;
        tokens.embeddings.row(t) =
            scale * (symbol_row(scene, "motif", symbol, width) + source.noise * tokens.embeddings.row(t));
        tokens.labels.push_back(fmt::format("m{}", symbol));
    }
    return tokens;
}

// k0 v0 k1 v1 ..., then queries of random earlier keys. The answer of a query is the column of its value.
Tokens associative_recall(const Scene& scene, Index wanted_pairs) {
    const Index width = embedding_width(scene), length = scene.length;
    const Index pairs = std::max<Index>(1, std::min(wanted_pairs, length / 2));
    const RandomStream choice(scene.seed, "recall queries");
    Tokens tokens{Matrix(length, width), {}, std::vector<Index>(static_cast<std::size_t>(length), -1)};
    for (Index t = 0; t < length; ++t) {
        const bool pair = t < 2 * pairs, value = pair && t % 2 == 1;
        const Index symbol =
            pair ? t / 2
                 : static_cast<Index>(choice.bits(static_cast<std::uint64_t>(t)) % static_cast<std::uint64_t>(pairs));
        tokens.embeddings.row(t) = symbol_row(scene, value ? "recall values" : "recall keys", symbol, width);
        tokens.labels.push_back(fmt::format("{}{}", pair ? (value ? "v" : "k") : "?", symbol));
        if (!pair)
            tokens.answers[static_cast<std::size_t>(t)] = 2 * symbol + 1;
    }
    return tokens;
}

Tokens one_hot(const Scene& scene) {
    const Index width = embedding_width(scene);
    Tokens tokens{Matrix::Zero(scene.length, width), {}, {}};
    for (Index t = 0; t < scene.length; ++t) {
        tokens.embeddings(t, t % width) = std::sqrt(static_cast<double>(width)); // unit variance per entry
        tokens.labels.push_back(fmt::format("e{}", t % width));
    }
    return tokens;
}

Tokens text(const Scene& scene, const std::string& source) {
    const Index width = embedding_width(scene);
    Tokens tokens{Matrix(scene.length, width), {}, {}};
    for (Index t = 0; t < scene.length; ++t) {
        const auto byte =
            static_cast<unsigned char>(source[static_cast<std::size_t>(t) % source.size()]); // a short text repeats
        tokens.embeddings.row(t) = symbol_row(scene, "bytes", byte, width);
        tokens.labels.push_back(byte >= 32 && byte < 127 ? std::string(1, static_cast<char>(byte))
                                                         : fmt::format("x{:02x}", byte));
    }
    return tokens;
}

} // namespace

Tokens make_tokens(const Scene& scene) {
    return std::visit(
        Overloaded{[&](const GaussianSource&) {
                       return Tokens{noise(scene, "gaussian", scene.length, embedding_width(scene)), {}, {}};
                   },
                   [&](const SmoothSource& s) { return smooth(scene, s.correlation); },
                   [&](const RepeatSource& s) { return repeat(scene, s); },
                   [&](const AssociativeRecallSource& s) { return associative_recall(scene, s.pairs); },
                   [&](const OneHotSource&) { return one_hot(scene); },
                   [&](const TextSource& s) { return text(scene, s.text); },
                   // Signals the file does not give are made from plain random tokens.
                   [&](const TensorSource&) {
                       return Tokens{noise(scene, "gaussian", scene.length, embedding_width(scene)), {}, {}};
                   }},
        scene.source);
}

} // namespace alphascope
