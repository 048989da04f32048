#!/usr/bin/env python3
"""The coefficient maps of `alphascope-cli bench --peer torch`, computed as someone who has PyTorch would.

usage: torch_peer.py --version
       torch_peer.py FOLDER --threads N

FOLDER holds cases.json, a list of cases, and an .npz a case: the arrays of one system (named as in core/system) and
some rows of its map to compare with. One line of JSON a case goes to standard output:
{"case": 0, "method": "at once", "ms": 1.5, "difference": 2e-7}, or {"case": 0, "error": "..."}.

    h_jj = b_j,   h_ij = A_i h_{i-1,j},   s_ij = q_i . h_ij,   alpha_ij = phi(s_ij) / eta_i

Where a closed form for all (i, j) is one expression it is used ("at once"); elsewhere a loop over tokens keeps the
states of all columns, n x L, and moves them together ("token by token"). Float32, as models run.
"""
import argparse
import json
import os
import sys
import time

import numpy
import torch


class Case:
    """A system: float32 tensors for the loop, float64 where logarithms are summed."""

    def __init__(self, folder, facts):
        self.facts = facts
        with numpy.load(os.path.join(folder, facts["file"])) as arrays:
            self.exact = {name: torch.from_numpy(arrays[name]) for name in arrays.files}
        self.rows = self.exact.pop("rows").long()
        self.expected = self.exact.pop("alpha")
        self.q, self.b = self.single("q"), self.single("b")
        self.length = self.q.shape[0]

    def single(self, name):
        return self.exact[name].float().contiguous()

    def has(self, name):
        return name in self.exact


def at(array, i):
    """Row i of an array that has one row when it is the same at all tokens."""
    return array[i if array.shape[0] > 1 else 0]


# One step each: a function of (i, x) that turns x, n x columns, into A_i x in place.

def scalar_step(case):
    a = (case.exact["sign"] * case.exact["log_a"].exp()).float()

    def step(i, x):
        x *= at(a, i)
    return step


def diagonal_step(case):
    d = (case.exact["sign"] * case.exact["log_a"].exp()).float()

    def step(i, x):
        x *= at(d, i)[:, None]
    return step


def block_step(a):
    """a: tokens x pairs x 2 x 2, on coordinates (2m, 2m + 1)."""
    def step(i, x):
        pairs = x.unflatten(0, (-1, 2))
        pairs.copy_(torch.bmm(at(a, i), pairs))
    return step


def rotation_blocks(case):
    modulus, angle = case.exact["log_modulus"].exp(), case.exact["angle"]
    c, s = modulus * angle.cos(), modulus * angle.sin()
    return torch.stack([c, -s, s, c], -1).unflatten(-1, (2, 2)).float()


def low_rank_step(case):
    rank, n = case.facts["rank"], case.exact["d"].shape[1]
    d = case.single("d")
    left = case.single("u").unflatten(1, (rank, n)).transpose(1, 2).contiguous()
    right = case.single("v").unflatten(1, (rank, n))
    ones = bool((d == 1).all())
    alike = bool((d == d[:, :1]).all())  # one gate for all coordinates

    def decay(i, x):
        if not ones:
            x *= at(d, i)[0] if alike else at(d, i)[:, None]

    def step(i, x):
        if case.facts["decay_first"]:
            decay(i, x)
            x.addmm_(at(left, i), at(right, i) @ x)
        else:
            y = at(right, i) @ x
            decay(i, x)
            x.addmm_(at(left, i), y)
    return step


def dense_step(case):
    n = case.q.shape[1]
    a = case.single("a").unflatten(1, (n, n))

    def step(i, x):
        x.copy_(at(a, i) @ x)
    return step


def merge_step(case):
    levels = case.facts["levels"]
    a = case.exact["log_a"].exp().float()

    def step(i, x):
        into = (i & -i).bit_length()
        parts = x.unflatten(0, (levels, -1))
        parts[into] += parts[:into].sum(0)
        parts[:into] = 0
        x *= at(a, i)
    return step


def step_of(case):
    makers = {
        "scalar": scalar_step,
        "diagonal": diagonal_step,
        "complex_diagonal": lambda one: block_step(rotation_blocks(one)),
        "blocks": lambda one: block_step(one.single("a").unflatten(1, (-1, 2, 2))),
        "low_rank": low_rank_step,
        "dense": dense_step,
        "level_merge": merge_step,
    }
    return makers[case.facts["steps"]](case)


def delayed(case, step):
    """The upper half of the state is the system's, the lower half waits one token and is then carried over."""
    carry, through = case.single("carry"), case.facts["through_inner"]

    def both(i, h):
        x, y = h.chunk(2)
        if through:
            step(i, y)
        step(i, x)
        x += at(carry, i)[:, None] * y
        y.zero_()
    return both


def token_by_token(case):
    step = step_of(case)
    if case.has("carry"):
        step = delayed(case, step)

    def scores():
        length, n = case.q.shape
        h, s = torch.zeros(n, length), torch.zeros(length, length)
        for i in range(length):
            if i:
                step(i, h[:, :i])
            h[:, i] = case.b[i]
            torch.mv(h[:, : i + 1].T, case.q[i], out=s[i, : i + 1])
        return s
    return scores


def complex_token_by_token(case):
    """One complex number a pair of coordinates: half the work of 2 x 2 blocks."""
    gate = torch.polar(case.exact["log_modulus"].exp(), case.exact["angle"]).to(torch.complex64)
    b, q = (torch.view_as_complex(x.unflatten(1, (-1, 2))) for x in (case.b, case.q))
    q = q.conj().resolve_conj()

    def scores():
        length = case.length
        h, s = torch.zeros(q.shape[1], length, dtype=torch.complex64), torch.zeros(length, length)
        for i in range(length):
            if i:
                h[:, :i] *= at(gate, i)[:, None]
            h[:, i] = b[i]
            s[i, : i + 1] = (q[i] @ h[:, : i + 1]).real
        return s
    return scores


def at_once(case):
    """All scores as one expression, or None where there is none."""
    kind, length = case.facts["steps"], case.length
    if case.has("carry"):
        return None
    if kind == "identity" and case.has("shear"):
        total = torch.cumsum(case.exact["shear"], 0).float()
        return lambda: (case.q @ case.b.T + (total[:, None] - total[None, :])).tril()
    if kind == "identity":
        return lambda: (case.q @ case.b.T).tril()
    if kind == "scalar":
        sign = torch.cumprod(case.exact["sign"], 0).float()
        total = torch.cumsum(case.exact["log_a"], 0)  # float32 would lose the differences of large sums
        future = torch.ones(length, length, dtype=torch.bool).triu(1)

        def scores():
            gates = (total[:, None] - total[None, :]).float().masked_fill_(future, float("-inf")).exp_()
            return (case.q @ case.b.T) * gates * (sign[:, None] * sign[None, :])
        return scores
    if kind == "convolution":
        kernel = case.single("kernel")
        lag = (torch.arange(length)[:, None] - torch.arange(length)[None, :]).clamp_(min=0)
        return lambda: ((case.q @ case.b.T) * kernel[lag]).tril()
    return None


def finished(case, scores):
    """phi and eta of whole rows."""
    readout, normaliser = case.facts["readout"], case.facts["normaliser"]
    if (readout, normaliser) == ("identity", "one"):
        return scores
    if (readout, normaliser) == ("exp", "sum"):
        future = torch.ones(case.length, case.length, dtype=torch.bool).triu(1)
        return lambda: torch.softmax(scores().masked_fill_(future, float("-inf")), 1)
    raise NotImplementedError(f"readout {readout} with normaliser {normaliser}")


def map_of(case):
    """(method, function that computes the whole map)."""
    scores, method = at_once(case), "at once"
    if scores is None:
        method = "token by token"
        complex_state = case.facts["steps"] == "complex_diagonal" and not case.has("carry")
        scores = complex_token_by_token(case) if complex_state else token_by_token(case)
    return method, finished(case, scores)


def milliseconds(work):
    """The fastest of three runs at least, or of fewer where they take long, and the last result.

    Not the median: other programs on the machine make a team of threads wait for its slowest at every token, and what
    is said of PyTorch should not be made of that.
    """
    times, begin = [], time.perf_counter()
    while not times or (len(times) < 12 and time.perf_counter() - begin < (10 if len(times) < 4 else 1)):
        start = time.perf_counter()
        result = work()
        times.append(1e3 * (time.perf_counter() - start))
    return min(times), result


def measured(case):
    method, work = map_of(case)
    ms, alpha = milliseconds(work)
    difference = (alpha[case.rows].double() - case.expected).abs().max() / case.expected.abs().max()
    return {"method": method, "ms": ms, "difference": float(difference)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--version", action="store_true")
    options = parser.parse_args()
    if options.version:
        print("torch", torch.__version__)
        return
    if not options.folder:
        parser.error("which folder? it needs a cases.json")
    torch.set_num_threads(options.threads)
    torch.set_grad_enabled(False)
    with open(os.path.join(options.folder, "cases.json"), encoding="utf-8") as file:
        cases = json.load(file)
    for number, facts in enumerate(cases):
        try:
            said = measured(Case(options.folder, facts))
        except (NotImplementedError, RuntimeError) as error:  # the latter when memory is short
            said = {"error": str(error).split("\n")[0]}
        print(json.dumps({"case": number, **said}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
