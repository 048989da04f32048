#include "core/design/document_keys.hpp"

#include <algorithm>
#include <array>

namespace alphascope {

// clang-format off
static constexpr std::array keys{
    //          object        key              takes               required help
    DocumentKey{"document",   "format",        "\"alphascope.design\"", true, "what this file is"},
    DocumentKey{"document",   "version",       "number",             false, "version of the format; 1 when left out"},
    DocumentKey{"document",   "id",            "text",               false, "short name for the command line and for files"},
    DocumentKey{"document",   "name",          "text",               false, "name for people; the id when left out"},
    DocumentKey{"document",   "family",        "text",               false, "group in lists of designs"},
    DocumentKey{"document",   "note",          "text",               false, "a few sentences about the design"},
    DocumentKey{"document",   "reference",     "object",             false, "the paper it comes from"},
    DocumentKey{"document",   "parameters",    "object of parameters", false, "numbers to turn: each gets a slider"},
    DocumentKey{"document",   "axes",          "object of formulas", false, "own axes and their sizes"},
    DocumentKey{"document",   "signals",       "object of signals",  false, "what the layer is given at every token, and its weights"},
    DocumentKey{"document",   "let",           "object of formulas", false, "named values; each may use those above it"},
    DocumentKey{"document",   "evolution",     "object",             true,  "A: what happens to the state from token to token"},
    DocumentKey{"document",   "write",         "formula",            true,  "b: what token j writes into the state"},
    DocumentKey{"document",   "read",          "formula",            true,  "q: what token i reads from the state"},
    DocumentKey{"document",   "value",         "formula",            false, "v: what is mixed; the signal with role value when left out"},
    DocumentKey{"document",   "skip",          "formula",            false, "added to the diagonal of α, after η"},
    DocumentKey{"document",   "window",        "formula",            false, "keep only i − j below this number, a mask outside the dynamics"},
    DocumentKey{"document",   "direction",     "\"causal\" | object", false, "whether a second pass over the reversed sequence is added; causal when left out"},
    DocumentKey{"document",   "readout",       "name | object | formula", false, "φ, from score to weight; identity when left out"},
    DocumentKey{"document",   "normaliser",    "name | object | formula", false, "η, what a row is divided by; one when left out"},

    DocumentKey{"reference",  "title",         "text",               false, "title of the paper"},
    DocumentKey{"reference",  "arxiv",         "text",               false, "its arXiv number"},
    DocumentKey{"reference",  "year",          "number",             false, "year of the first version"},

    DocumentKey{"parameter",  "value",         "number",             true,  "the number to start from"},
    DocumentKey{"parameter",  "range",         "[lowest, highest]",  false, "ends of its slider"},
    DocumentKey{"parameter",  "help",          "text",               false, "what turning it does"},

    DocumentKey{"signal",     "axes",          "list of axes",       true,  "which axes it has"},
    DocumentKey{"signal",     "role",          "role",               false, "what it is for; weight when left out"},
    DocumentKey{"signal",     "default",       "formula",            false, "how to make it up when the data does not bring it; reads parameters only"},
    DocumentKey{"signal",     "range",         "[lowest, highest]",  false, "a promise; given data that breaks it is reported, never changed"},
    DocumentKey{"signal",     "unit",          "true | false",       false, "a promise: length 1 along axis state"},
    DocumentKey{"signal",     "optional",      "true | formula",     false, "a file without it is read as one without this term: the default, when true, or the formula is then its value"},
    DocumentKey{"signal",     "help",          "text",               false, "what it means"},

    DocumentKey{"evolution",  "kind",          "kind",               true,  "which form A has"},
    DocumentKey{"evolution",  "shear",         "formula",            false, "score bias added per step between j and i"},
    DocumentKey{"delay",      "inner",         "object",             true,  "the evolution of the first half of the state"},
    DocumentKey{"delay",      "carry",         "formula",            false, "factor of the delayed half; 1 when left out"},
    DocumentKey{"delay",      "through_inner", "true | false",       false, "whether the delayed half passes through the inner evolution too"},
    DocumentKey{"rotation",   "pairs",         "\"interleaved\" | \"half\"", false, "which coordinates turn together: 2m and 2m+1, or m and m+n/2"},
    DocumentKey{"householder", "gate",         "\"before\" | \"after\"", false, "whether the decay acts before the factors or after them"},
    DocumentKey{"low_rank",   "order",         "\"read_first\" | \"decay_first\"", false, "whether v reads the state before or after the decay"},

    DocumentKey{"direction",  "kind",          "\"causal\" | \"both\"", true, "both adds the maps of the two passes; readout identity and normaliser one only"},
    DocumentKey{"direction",  "read",          "formula",            false, "what the pass backward reads with"},

    DocumentKey{"readout",    "kind",          "name",               true,  "a name of the table of φ"},
    DocumentKey{"readout",    "bias",          "formula",            false, "added to the score"},
    DocumentKey{"readout",    "threshold",     "formula",            false, "scores up to here give 0"},
    DocumentKey{"readout",    "cap",           "formula",            false, "scores are bent to stay within ±cap"},
    DocumentKey{"normaliser", "kind",          "name",               true,  "a name of the table of η"},
    DocumentKey{"normaliser", "epsilon",       "formula",            false, "added to η"},
    DocumentKey{"normaliser", "floor",         "formula",            false, "η is at least this"},
    DocumentKey{"normaliser", "sink",          "formula",            false, "an extra score that only takes up weight; with sum"},
};

static constexpr std::array kinds{
    EvolutionKindHelp{"identity",    "I",                          "nothing fades: the state is a sum of what was written"},
    EvolutionKindHelp{"scalar",      "a_i I",                      "all coordinates fade alike; give log or factor"},
    EvolutionKindHelp{"diagonal",    "diag(a_i)",                  "each coordinate fades by itself, or turns when complex; give log or factor"},
    EvolutionKindHelp{"rotation",    "exp(log_modulus) R(angle)",  "pairs of coordinates turn"},
    EvolutionKindHelp{"blocks",      "[[a, b], [c, d]] per pair",  "any 2 × 2 matrix for each pair of coordinates m and m + n/2"},
    EvolutionKindHelp{"householder", "Π (I − beta key readᵀ) exp(log_gate)", "erases along a direction, one factor for each micro step"},
    EvolutionKindHelp{"low_rank",    "diag(d) + u vᵀ",             "a decay and one direction moved into another"},
    EvolutionKindHelp{"dense",       "matrix",                     "any matrix; the slowest kind"},
    EvolutionKindHelp{"convolution", "shift",                      "the weight of each lag is given directly, as a kernel"},
    EvolutionKindHelp{"level_merge", "exp(log) (M_i ⊗ I)",         "a stack of states that merge as the digits of i carry over"},
    EvolutionKindHelp{"delay",       "[[inner, carry], [0, 0]]",   "around another kind: the second half of the state lives for one step"},
};
// clang-format on

std::span<const DocumentKey> document_keys() {
    return keys;
}

std::string_view key_help(std::string_view object, std::string_view key) {
    const auto found = std::ranges::find_if(keys, [&](const auto& k) { return k.object == object && k.key == key; });
    return found == keys.end() ? std::string_view() : found->help;
}

std::span<const EvolutionKindHelp> evolution_kind_help() {
    return kinds;
}

} // namespace alphascope
