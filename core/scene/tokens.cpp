#include "core/base/progress.hpp"
#include "core/base/random.hpp"
#include "core/base/strips.hpp"
#include "core/scene/scene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace alphascope {

Index embedding_width(Index state) {
    return std::clamp<Index>(state, 8, 64);
}

namespace {

constexpr Index numbers_a_normal = 8; // one takes as long as some passes over a number

/// Row r is embedding r of the stream of that name.
Matrix embeddings(const Scene& scene, std::string_view stream_name, Index rows, const RunContext& run) {
    const RandomStream stream(scene.seed, stream_name);
    const Index width = embedding_width(scene.state);
    Matrix result(rows, width);
    Progress progress(run, rows);
    for_strips(
        rows, width * numbers_a_normal,
        [&](Range some) {
            for (Index k = some.begin * width; k < some.end * width; ++k)
                result.data()[k] = stream.normal(static_cast<std::uint64_t>(k));
            progress.done(some.size());
        },
        run);
    return result;
}

/// The same for the symbols that tokens are made of: part of a longer work, whose progress it leaves alone.
Matrix vocabulary(const Scene& scene, std::string_view stream_name, Index symbols, const RunContext& run) {
    return embeddings(scene, stream_name, symbols, {run.stop, {}});
}

/// fill(t) for all tokens, on all cores.
template <class Fill> void for_tokens(const Scene& scene, const RunContext& run, Fill fill) {
    for_strips(
        scene.length, embedding_width(scene.state),
        [&](Range tokens) {
            for (Index t = tokens.begin; t < tokens.end; ++t)
                fill(t);
        },
        run);
}

std::vector<std::string> room_for_labels(const Scene& scene) {
    return std::vector<std::string>(static_cast<std::size_t>(scene.length));
}

Tokens smooth(const Scene& scene, double correlation, const RunContext& run) {
    Tokens tokens{embeddings(scene, "smooth", scene.length, run), {}, {}};
    const double innovation = std::sqrt(1 - correlation * correlation);
    for (Index t = 1; t < scene.length && !run.cancelled(); ++t)
        tokens.embeddings.row(t) = correlation * tokens.embeddings.row(t - 1) + innovation * tokens.embeddings.row(t);
    return tokens;
}

Tokens repeat(const Scene& scene, const RepeatSource& source, const RunContext& run) {
    Tokens tokens{embeddings(scene, "repeat noise", scene.length, run), room_for_labels(scene), {}};
    const Matrix motif = vocabulary(scene, "motif", std::min(source.period, scene.length), run);
    const double scale = 1 / std::sqrt(1 + source.noise * source.noise); // keeps the variance at 1
    for_tokens(scene, run, [&](Index t) {
        const Index symbol = t % source.period;
        tokens.embeddings.row(t) = scale * (motif.row(symbol) + source.noise * tokens.embeddings.row(t));
        tokens.labels[static_cast<std::size_t>(t)] = fmt::format("m{}", symbol);
    });
    return tokens;
}

// k0 v0 k1 v1 ..., then queries of random earlier keys. The answer of a query is the column of its value.
Tokens associative_recall(const Scene& scene, Index wanted_pairs, const RunContext& run) {
    const Index width = embedding_width(scene.state), length = scene.length;
    const Index pairs = std::max<Index>(1, std::min(wanted_pairs, length / 2));
    const RandomStream choice(scene.seed, "recall queries");
    const Matrix keys = vocabulary(scene, "recall keys", pairs, run),
                 values = vocabulary(scene, "recall values", pairs, run);
    Tokens tokens{Matrix(length, width), room_for_labels(scene),
                  std::vector<Index>(static_cast<std::size_t>(length), -1)};
    for_tokens(scene, run, [&](Index t) {
        const bool pair = t < 2 * pairs, value = pair && t % 2 == 1;
        const Index symbol =
            pair ? t / 2
                 : static_cast<Index>(choice.bits(static_cast<std::uint64_t>(t)) % static_cast<std::uint64_t>(pairs));
        tokens.embeddings.row(t) = (value ? values : keys).row(symbol);
        tokens.labels[static_cast<std::size_t>(t)] = fmt::format("{}{}", pair ? (value ? "v" : "k") : "?", symbol);
        if (!pair)
            tokens.answers[static_cast<std::size_t>(t)] = 2 * symbol + 1;
    });
    return tokens;
}

Tokens one_hot(const Scene& scene, const RunContext& run) {
    const Index width = embedding_width(scene.state);
    Tokens tokens{Matrix(scene.length, width), room_for_labels(scene), {}};
    for_tokens(scene, run, [&](Index t) {
        tokens.embeddings.row(t).setZero();
        tokens.embeddings(t, t % width) = std::sqrt(static_cast<double>(width)); // unit variance per entry
        tokens.labels[static_cast<std::size_t>(t)] = fmt::format("e{}", t % width);
    });
    return tokens;
}

Tokens text(const Scene& scene, const std::string& source, const RunContext& run) {
    const Matrix bytes = vocabulary(scene, "bytes", 256, run);
    Tokens tokens{Matrix(scene.length, bytes.cols()), room_for_labels(scene), {}};
    for_tokens(scene, run, [&](Index t) {
        const auto byte =
            static_cast<unsigned char>(source[static_cast<std::size_t>(t) % source.size()]); // a short text repeats
        tokens.embeddings.row(t) = bytes.row(byte);
        tokens.labels[static_cast<std::size_t>(t)] =
            byte >= 32 && byte < 127 ? std::string(1, static_cast<char>(byte)) : fmt::format("x{:02x}", byte);
    });
    return tokens;
}

} // namespace

Result<Tokens> make_tokens(const Scene& scene, const RunContext& run) {
    const auto plain = [&] { return Tokens{embeddings(scene, "gaussian", scene.length, run), {}, {}}; };
    Tokens tokens = std::visit(
        Overloaded{[&](const GaussianSource&) { return plain(); },
                   [&](const SmoothSource& s) { return smooth(scene, s.correlation, run); },
                   [&](const RepeatSource& s) { return repeat(scene, s, run); },
                   [&](const AssociativeRecallSource& s) { return associative_recall(scene, s.pairs, run); },
                   [&](const OneHotSource&) { return one_hot(scene, run); },
                   [&](const TextSource& s) { return text(scene, s.text, run); },
                   // Signals the file does not give are made from plain random tokens.
                   [&](const TensorSource&) { return plain(); }, [&](const GivenMapSource&) { return plain(); }},
        scene.source);
    if (run.cancelled())
        return failure(ErrorCode::cancelled, "stopped");
    return tokens;
}

} // namespace alphascope
