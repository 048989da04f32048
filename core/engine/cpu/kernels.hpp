#pragma once
// The inner loops of the transport tree, compiled once per instruction set and chosen at run time (ALGORITHMS section
// 12). Plain pointers and sizes only: nothing of the standard library may be instantiated with wide instructions, or
// the linker could take that copy for the whole program.
//
// A token panel holds 32 tokens (or 32 columns of states) side by side: feature k of token t is panel[32 k + t]. An n ×
// n transport T is ⌈n / 32⌉ panels of n features, its columns being the tokens: T_rc = t[(c / 32) 32 n + 32 r + c %
// 32].

#include <cstddef>
#include <cstdint>

namespace alphascope::cpu {

using Size = std::ptrdiff_t;
inline constexpr Size panel = 32;                         ///< tokens of a panel, which is also a leaf of the tree
inline constexpr Size larger_than_caches = Size{8} << 20; ///< bytes: larger results are written past the caches

/// What a leaf of diag(d) + U Vᵀ steps reads; `stride` numbers from one token to the next, 0 when constant.
struct LowRankTokens {
    const double *d, *u, *v;
    Size d_stride, u_stride, v_stride, rank;
    bool decay_first; ///< (I + U Vᵀ) diag(d)
};

/// A level merge: parts of `part` coordinates, of which keys write the first `written`.
struct MergeParts {
    Size part, levels, written;
};
inline constexpr Size levels_of_leaf = 6; ///< 0 to 5: 2^5 tokens
/// Parts that count at level l: the merged one, and those above it that are written. (Static: an inline function of a
/// wide unit could be the linker's choice for the whole program.)
static constexpr Size parts_at(const MergeParts& parts, Size l) {
    return l < parts.written ? parts.written - l : 1;
}
/// Features of a leaf's entry queries and exit keys.
static constexpr Size query_size(const MergeParts& parts) {
    return parts.levels > levels_of_leaf ? parts.part * (parts.levels - levels_of_leaf) : 0;
}
static constexpr Size key_size(const MergeParts& parts) {
    return parts.part * parts_at(parts, levels_of_leaf);
}

/// Tokens of a leaf: `count` ≤ 32 rows of n doubles. The step of a sequence's first token is never used.
struct LeafTokens {
    const double *q, *b;
    Size count, n;
    bool first; ///< token 0 of the leaf is the first of the sequence
};

/// What a leaf gives the tree (ALGORITHMS section 3). block[32 i + j] = s_ij inside the leaf, right for j ≤ i only.
template <class Real> struct LeafPanels { Real *q, *k, *block; };

template <class Real> struct TreeKernels {
    /// c[r ldc + j] = Σ_m q[32 m + r] k[32 m + j]: one 32 × 32 block of scores.
    void (*product)(const Real* q, const Real* k, Size n, Real* c, Size ldc);
    /// out = T in, or Tᵀ in.
    void (*transport)(const Real* t, Size n, bool transposed, const Real* in, Real* out);
    /// out = diag(f) in; out = blocks in, four numbers (a, b; c, d) for coordinates (2m, 2m + 1).
    void (*scale)(const Real* f, Size n, const Real* in, Real* out);
    void (*turn)(const Real* blocks, Size n, const Real* in, Real* out);

    // Leaves (section 4). Transports of diagonal and block steps stay in double (section 8, rule 1); `d` has one row of
    // `width` (1 or n) numbers per token, `a` one of 2n. `room` numbers of scratch are given.
    void (*leaf_identity)(const LeafTokens&, LeafPanels<Real>);
    void (*leaf_diagonal)(const LeafTokens&, const double* d, Size width, double* transport, LeafPanels<Real>,
                          double* room); ///< room: 33 n
    void (*leaf_blocks)(const LeafTokens&, const double* a, double* transport, LeafPanels<Real>,
                        double* room); ///< room: 34 n
    /// One decay `a` a token; what goes into the panels is told in merge_leaf_kernels.hpp. room: 32 (part · (levels +
    /// written) + 32).
    void (*leaf_merge)(const LeafTokens&, const MergeParts&, const double* a, double* transport, LeafPanels<Real>,
                       Real* room);
    /// `transport` null: neither it nor the entry queries are wanted. room: (3 + 2 rank) 32 n + 1024.
    void (*leaf_low_rank)(const LeafTokens&, const LowRankTokens&, Real* transport, LeafPanels<Real>, Real* room);
    /// `a` row-major, `stride` numbers from token to token; 0: constant, and then
    /// there are entry queries without a transport. room: n² + 34 n + 32.
    void (*leaf_dense)(const LeafTokens&, const double* a, Size stride, Real* transport, LeafPanels<Real>, Real* room);
};

/// φ of the rows a kernel can finish in single precision.
enum class RowReadout { identity, exp, relu, relu_squared, sigmoid, softplus, elu1, silu, square, shrink, softcap_exp };

/// Σ φ, Σ |φ|, Σ φ², max φ of a piece of a row.
struct RowPieceSums {
    double sum, abs_sum, sum_squares, max;
};

struct RowKernels {
    /// x ← factor φ(x − shift) for exp, factor φ(x) else, `offset` being its threshold, bias or
    /// cap.
    void (*finish)(RowReadout, float* x, Size count, float offset, float factor);
    // What the tree leaves out of a score: x_c ← x_c w_c; x_c ← x_c + (base − sum_c), the difference being taken in
    // double, and the largest of these.
    void (*weigh)(const float* w, float* x, Size count);
    void (*lean)(double base, const double* sum, float* x, Size count);
    double (*largest_leaning)(double base, const double* sum, const float* x, Size count);
    float (*largest)(const float* x, Size count); ///< −inf for none; NaN are passed over
    RowPieceSums (*sums)(const float* x, Size count);
    /// Copies, or writes zeros; past the caches when `stream`, for what will not be read soon. Other threads see
    /// streamed numbers after settle().
    void (*store)(const float* x, Size count, float* to, bool stream);
    void (*clear)(Size count, float* to, bool stream);
    void (*settle)();
};

/// Steps of 32 columns of states in double, h_mc = states[32 m + c], each column by itself.
struct MarchKernels {
    void (*read)(const double* q, Size n, const double* states, double* scores); ///< scores_c = q · h_c
    void (*scale)(const double* d, Size n, const double* in, double* out);       ///< out = diag(d) in
    /// h ← diag(d) h + Σ_r u_r (v_r · h); u and v hold rank ≥ 1 vectors of n numbers; room for 32 rank products.
    void (*low_rank)(const double* d, const double* u, const double* v, Size rank, Size n, double* states,
                     double* products);
    void (*dense)(const double* a, Size n, const double* in, double* out); ///< out = A in, row-major A
};

struct Kernels {
    TreeKernels<float> single;
    TreeKernels<double> twice;
    RowKernels rows;
    MarchKernels march;
};

namespace baseline {
extern const Kernels kernels;
}
namespace avx2 {
extern const Kernels kernels;
}
namespace avx512 {
extern const Kernels kernels;
}

} // namespace alphascope::cpu
