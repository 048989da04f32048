#pragma once
// Leaves of a level merge. The steps (j, i] have moved every part of b_j up to part l(i, j) = bit width of i ⊕ j into
// that part, and left those above where they were:
//
//   s_ij = Π a · (q_i^l · S_j^l + Σ_{p > l} q_i^p · b_j^p),    S_j^l = b_j^0 + ... + b_j^l
//
// so all pairs of one level are one product over `parts_at(l)` parts. Levels 0 to 5 lie inside a leaf; a leaf's entry
// queries are its parts from 6 on, and its exit keys S^6, b^7, ... (S^6 alone, where less is written).

#include "core/engine/cpu/leaf_kernels.hpp"

namespace alphascope::cpu {
namespace {

/// The pairs c ≤ t of a leaf at level l: those of row t are neighbours.
template <class Real> void pick_level(const Real* scores, Size count, Size l, Real* block) {
    const Size half = l > 0 ? Size{1} << (l - 1) : 1;
    for (Size t = 0; t < count; ++t)
        if (l == 0 || (t & half))
            for (Size c = l == 0 ? t : t / half * half - half, end = c + half; c < end; ++c)
                block[panel * t + c] = scores[panel * t + c];
}

/// out_t = f_t in_t for the tokens t of a panel.
template <class Real> void scale_tokens(const Real* f, Size n, const Real* in, Real* out) {
    for (Size m = 0; m < n; ++m)
        for (Size c = 0; c < panel; c += lanes<Real>)
            store(out + panel * m + c, load(f + c) * load(in + panel * m + c));
}

template <class Real>
void leaf_merge(const LeafTokens& tokens, const MergeParts& parts, const double* a, double* transport,
                LeafPanels<Real> out, Real* room) {
    const Size part = panel * parts.part, written = parts.written;
    Real *q = room, *k = q + part * parts.levels, *scores = k + part * written;
    to_panel(tokens.q, tokens.count, parts.part * parts.levels, tokens.n, q);
    to_panel(tokens.b, tokens.count, parts.part * written, tokens.n, k);
    const auto add_below = [&](Size l) { // S^l takes the place of b^l
        for (Size e = l * part; l < written && e < (l + 1) * part; ++e)
            k[e] += k[e - part];
    };
    for (Size l = 0; l < levels_of_leaf && l < parts.levels; ++l) {
        if (l > 0)
            add_below(l);
        product(q + part * l, k + part * (l < written ? l : written - 1), parts.part * parts_at(parts, l), scores,
                panel);
        pick_level(scores, tokens.count, l, out.block);
    }
    add_below(levels_of_leaf);
    weigh(tokens, a, out);

    Real forward[panel] = {}, back[panel] = {};
    double product_of = 1;
    for (Size t = 0; t < tokens.count; ++t) {
        product_of *= t > 0 || !tokens.first ? a[t] : 1;
        forward[t] = static_cast<Real>(product_of);
    }
    *transport = product_of;
    product_of = 1;
    for (Size t = tokens.count; t-- > 0;) {
        back[t] = static_cast<Real>(product_of);
        product_of *= a[t];
    }
    const Size first_key = levels_of_leaf < written ? levels_of_leaf : written - 1;
    scale_tokens(forward, query_size(parts), q + part * levels_of_leaf, out.q);
    scale_tokens(back, key_size(parts), k + part * first_key, out.k);
}

} // namespace
} // namespace alphascope::cpu
