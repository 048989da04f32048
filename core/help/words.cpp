#include "core/help/words.hpp"

#include "core/help/markdown_table.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace alphascope {
namespace {

constexpr std::array table{
    Word{"map", "Coefficient map",
         "How much of token j's value goes into the output at token i. Rows are the tokens that read, columns the "
         "tokens that are read; the grey half lies in the future and has no weight.",
         "α_ij = φ(s_ij) / η_i", ""},
    Word{"map/which", "which map", "A layer has one map for each head, channel or pair of both: this one is drawn.", "",
         ""},
    Word{"map/kind", "α or s", "What is drawn: the coefficients, or the scores they are made of.",
         "s_ij = q_iᵀ A_i ⋯ A_{j+1} b_j", ""},
    Word{"map/scale", "colour scale",
         "How numbers become colours. auto takes the scale nearest to a linear one that shows structure; linear, log "
         "and symlog take every number in. Arrows on the bar and a count under the map say what lies beyond.",
         "symlog: sign(x) ln(1 + |x| / threshold)", ""},
    Word{
        "map/pooling", "pooling",
        "What a pixel shows that covers several cells: the largest magnitude, which loses no single cell, or the mean.",
        "", ""},
    Word{"map/lock", "lock colours",
         "Keep the range of colours while the numbers change, so that two states can be compared.", "", ""},
    Word{"map/cross-hair", "cross-hair",
         "Row i and column j that all panels speak about. Click or use the arrow keys to move it.", "", ""},
    Word{"map/max", "max |·| of 8×8", "A pixel stands for 8×8 cells and shows the one of largest magnitude.", "", ""},
    Word{"map/sampled", "sampled",
         "So long a map is looked at in single cells first; it is made exact in the background.", "", ""},
    Word{"map/hatched", "hatched", "Cells whose number is infinite or not a number.", "", ""},
    Word{"readout", "Read-out", "The numbers at the cross-hair. Ctrl+C copies all of them with 17 digits.", "", ""},
    Word{"readout/i", "row i", "The token being computed.", "", ""},
    Word{"readout/j", "column j", "The token that contributes.", "", ""},
    Word{"readout/lag", "lag i − j", "How long ago token j was.", "i − j", "tokens"},
    Word{"readout/score", "score s", "What the query of token i reads of the state that token j has left, before φ.",
         "s_ij = q_iᵀ A_i ⋯ A_{j+1} b_j", ""},
    Word{"readout/alpha", "coeff. α", "The weight of v_j in the output o_i.", "α_ij = φ(s_ij) / η_i", ""},
    Word{"readout/magnitude", "|α|", "The magnitude of the coefficient.", "|α_ij|", ""},
    Word{"readout/sum", "row sum Σα", "The sum of the row's coefficients: 1 where the row is a mean of values.",
         "Σ_j α_ij", ""},
    Word{"readout/effective", "N_eff",
         "How many tokens the row really reads: 1 where all weight lies on one, the row's length where it is even.",
         "1 / Σ p_j², p_j = |α_ij| / Σ|α|", "tokens"},
    Word{"readout/entropy", "entropy, nats",
         "How evenly the row's weight is spread: 0 where all of it lies on one token, the logarithm of the row's "
         "length where it is even.",
         "−Σ p_j ln p_j", "nats"},
    Word{"readout/negative", "negative mass", "The share of the row's magnitude that has a minus sign.",
         "Σ_{α<0} |α| / Σ |α|", ""},
    Word{"readout/stored_output", "o against file",
         "The largest difference between the output that was computed and the one the file holds, relative to the "
         "largest in the file.",
         "max |o − o_file| / max |o_file|", ""},
    Word{"readout/stored_alpha", "α against file",
         "The largest difference between the map that was computed and the one the file holds, relative to the largest "
         "in the file.",
         "max |α − α_file| / max |α_file|", ""},
    Word{"plane", "Eigenvalues",
         "The step from one token to the next, as points in the complex plane: the distance from 0 is how much of a "
         "mode is left after a token, the angle how far it has turned. Inside the circle modes fade, outside they "
         "grow. Faint: all tokens; marked: token i.",
         "A_i v = λ v", ""},
    Word{"plane/position", "token slider", "Whose eigenvalues are marked: row i of the cross-hair.", "", ""},
    Word{"plane/play", "play", "Moves row i through the sequence and round again.", "", ""},
    Word{"plane/how", "how they were found",
         "In closed form, as secular roots (one between each two decays, all real), or by a general solver at evenly "
         "spaced tokens. The cloud is darker where more of them meet.",
         "", ""},
    Word{"plane/closed", "closed form",
         "The eigenvalues follow from the kind of A without a solver, exactly and at every token.", "", ""},
    Word{"plane/modulus", "|λ|", "The share of a mode that is left after one token.", "", "per token"},
    Word{"plane/angle", "angle", "How far a mode turns at each token.", "arg λ", "degrees per token"},
    Word{"plane/mode_half_life", "half-life of a mode",
         "Tokens after which half of this mode would be left if every step were this one.", "ln 2 / (−ln |λ|)",
         "tokens"},
    Word{"plane/period", "period", "Tokens of one full turn of a mode.", "2π / |arg λ|", "tokens"},
    Word{"impulse", "Impulse response",
         "What becomes of the kick of token j as the tokens pass: the state it left, moved on by A alone.",
         "h_jj = b_j, h_ij = A_i h_{i−1,j}", ""},
    Word{"impulse/curve", "curve", "What is drawn over the lag.", "", ""},
    Word{"impulse/norm", "‖h‖ state norm", "How large the state is that token j has left behind.", "‖h_ij‖", ""},
    Word{"impulse/gain", "‖h‖ / ‖b‖ gain", "The share of the kick that is left.", "‖h_ij‖ / ‖b_j‖", ""},
    Word{"impulse/state", "h coordinates", "The coordinates of the state that peak highest, eight at most.", "h_ij",
         ""},
    Word{"impulse/score", "s scores", "What the later queries read of it, before φ.", "s_ij = q_iᵀ h_ij", ""},
    Word{"impulse/alpha", "α coefficients", "The weight of token j's value in later outputs: column j of the map.",
         "α_ij", ""},
    Word{"impulse/scale", "axis",
         "auto: logarithmic where the values are positive and span more than two decades. linear and log are what they "
         "say; log is symlog where there are both signs.",
         "", ""},
    Word{"impulse/frozen", "frozen query",
         "Read with the query of token j at every lag instead of each token's own, so that only the decay shows.",
         "s = q_jᵀ h_ij", ""},
    Word{"impulse/half_life", "half-life of token j",
         "The lag at which half of the kick of this one token is left, for good. It differs from token to token: the "
         "margins have the median.",
         "smallest ℓ with ‖h_{j+ℓ,j}‖ ≤ ½ ‖b_j‖ from there on", "tokens"},
    Word{"stability", "Growth and margins",
         "Whether the products of the steps fade or grow over the sequence, and how far they are from doing the other.",
         "Φ(i, 0) = A_i A_{i−1} ⋯ A_1", ""},
    Word{"stability/curve", "curve", "What is drawn over the tokens.", "", ""},
    Word{"stability/growth", "ln‖Φ‖ growth since token 0",
         "The logarithm of the largest growth of any state since the beginning. A straight line is a constant rate.",
         "ln‖Φ(i, 0)‖", "nats"},
    Word{"stability/steps", "‖A‖ and ρ(A) of each step",
         "The largest growth of a state in one step, and the largest eigenvalue of that step.", "‖A_i‖ ≥ ρ(A_i)", ""},
    Word{"stability/rates", "λ growth rates of all directions",
         "Mean rates of all directions of the state, fastest first.", "λ_k", "nats per token"},
    Word{"stability/eigenvalue", "eigenvalues  1 − max ρ(A)",
         "Distance of the largest eigenvalue from the unit circle. It decides only where A is the same at all tokens "
         "or normal: products of changing steps can grow with all eigenvalues inside.",
         "1 − max_i ρ(A_i)", ""},
    Word{"stability/norm", "norms  1 − sup ‖A‖",
         "At least 0: no product of steps can grow, for any order of them. That is a certificate. Below 0 nothing is "
         "proved either way.",
         "1 − max_i ‖A_i‖", ""},
    Word{"stability/lyapunov", "rate  λ, nats per token",
         "How fast the largest direction grows: below 0 the layer forgets, above 0 it explodes.",
         "constant A: ln ρ(A); else the slope of ln‖Φ(i, 0)‖ over i, its first tenth dropped", "nats per token"},
    Word{"stability/transient", "transient gain",
         "The largest norm that any product of steps reaches on this sequence, even if it decays later: 1 is none.",
         "max_{i ≥ j} ‖A_i ⋯ A_{j+1}‖", ""},
    Word{"stability/half_life", "half-life, median of all tokens",
         "The lag after which half of a token's kick is left: the median over the tokens. The impulse response has "
         "that of token j.",
         "median over j", "tokens"},
    Word{"stability/overflow", "float32 overflows in",
         "Headroom: how many tokens at the rate λ until a state of size 1 leaves float32.", "ln(largest float32) / λ",
         "tokens"},
    Word{"stability/underflow", "float32 underflows in",
         "Headroom: after how many tokens at the rate λ a kick is exactly 0 in float32.", "ln(smallest float32) / λ",
         "tokens"},
    Word{"stability/exp", "room of exp",
         "Headroom: how much larger the largest score may become before exp overflows in float32.",
         "ln(largest float32) − max s", "nats"},
    Word{"stability/shear", "shear per token",
         "Mean of c: a bias of the score that adds up over the lag. It is outside of the dynamics above.",
         "s_ij + c (i − j)", ""},
    Word{"stability/polynomial", "growth", "ln‖Φ‖ follows ln ℓ better than ℓ: a Jordan block, not an exponential.",
         "‖Φ‖ ~ ℓ^k", ""},
    Word{"stability/certified", "certified, no certificate",
         "Whether the norms prove that nothing grows. Without a certificate nothing is proved either way.",
         "sup ‖A_i‖ ≤ 1", ""},
    Word{"stability/undecided", "does not decide",
         "The steps change from token to token, so that their eigenvalues alone tell nothing of their products.", "",
         ""},
    Word{"stability/forgets", "forgets, keeps, grows, explodes",
         "What the rate λ means for a state: it fades, stays, grows slowly or grows fast.", "", ""},
    Word{"equations", "Equations",
         "The design as mathematics: the step, what is written, what is read, and how a score becomes a weight. They "
         "follow each change of the design.",
         "", ""},
    Word{"equations/step", "A_i", "The step: what happens to the state at token i.", "h_ij = A_i h_{i−1,j}", ""},
    Word{"equations/write", "b_j", "What token j writes into the state.", "h_jj = b_j", ""},
    Word{"equations/read", "q_i", "What token i reads of the state.", "s_ij = q_iᵀ h_ij", ""},
    Word{"equations/phi", "φ", "The readout: what is done to each score.", "φ(s_ij)", ""},
    Word{"equations/eta", "η", "The normaliser: what the row is divided by.", "α_ij = φ(s_ij) / η_i", ""},
};

std::string_view panel_of(const Word& word) {
    return word.id.substr(0, word.id.find('/'));
}

} // namespace

std::span<const Word> words() {
    return table;
}

const Word& word(std::string_view id) {
    const auto* const found = std::ranges::find(table, id, &Word::id);
    assert(found != table.end());
    return *found;
}

/// "in nats per token"; a share "per token" is in nothing.
static std::string unit_text(std::string_view unit) {
    std::string text = unit.starts_with("per ") ? "" : "in ";
    text += unit;
    return text;
}

std::string explanation(const Word& word) {
    std::string text(word.sentence);
    if (!word.formula.empty())
        text.append("\n").append(word.formula);
    if (!word.unit.empty())
        text.append(word.formula.empty() ? "\n" : ", ").append(unit_text(word.unit));
    return text;
}

std::string window_page() {
    std::string page = "# What you see\n\nEach panel of the window has a title; the ? beside it and F1 lead here.\n";
    const auto in_one_line = [](const Word& word) {
        std::string text = explanation(word);
        std::ranges::replace(text, '\n', ' ');
        return text;
    };
    for (const Word& panel : table) {
        if (!panel.is_panel())
            continue;
        page += "\n## " + std::string(panel.word) + "\n\n" + in_one_line(panel) + "\n\n";
        std::vector<TableRow> rows;
        for (const Word& word : table)
            if (!word.is_panel() && panel_of(word) == panel.id)
                rows.push_back({std::string(word.word), in_one_line(word)});
        page += markdown_table({"word", "meaning"}, rows);
    }
    return page;
}

} // namespace alphascope
