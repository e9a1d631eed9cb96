"""Values and gradients of PyTorch for the ops of this engine: writes test/fixtures/torch.json.

Run by hand where PyTorch is (Debian: python3-torch): python3 scripts/torch-fixtures.py
Each sample: [op, arguments, shapes of inputs, inputs, shape of the output, output, cotangent, gradients],
floats with seven digits. Shapes include 0-size and 1-size axes, arguments negative axes. Numbers keep
away from kinks and poles, where conventions differ; those are laws of their own.
"""
import json
import math
import pathlib

import torch

torch.manual_seed(1)
F = torch.nn.functional
samples = []


def draw(shape, low, high):
    return torch.rand(shape) * (high - low) + low


def add(op, args, inputs, f):
    xs = [x.clone().requires_grad_() for x in inputs]
    y = f(*xs)
    ct = draw(y.shape, -1, 1)
    y.backward(ct)
    numbers = lambda t: [float(f"{v:.7g}") if math.isfinite(v) else str(v) for v in t.detach().flatten().tolist()]
    samples.append([
        op, args, [list(x.shape) for x in xs], [numbers(x) for x in xs],
        list(y.shape), numbers(y), numbers(ct),
        [numbers(x.grad if x.grad is not None else torch.zeros_like(x)) for x in xs],
    ])


SHAPES = [[], [1], [0], [5], [2, 3], [3, 1], [2, 0, 3], [2, 3, 4]]
PAIRS = [
    ([], []), ([4], []), ([], [2, 3]), ([3], [3]), ([2, 3], [3]), ([2, 1], [1, 3]),
    ([2, 3], [2, 1]), ([4, 1, 3], [2, 1]), ([0], [1]), ([2, 0], [1, 1]), ([1, 1], [3, 2]),
]

# two operands
for a, b in PAIRS:
    x, y = draw(a, -2, 2), draw(b, -2, 2)
    away = draw(b, 0.5, 2) * (torch.randint(0, 2, b).float() * 2 - 1)
    add("add", [], [x, y], lambda x, y: x + y)
    add("sub", [], [x, y], lambda x, y: x - y)
    add("mul", [], [x, y], lambda x, y: x * y)
    add("div", [], [x, away], lambda x, y: x / y)
    add("maximum", [], [x, y], torch.maximum)
    add("minimum", [], [x, y], torch.minimum)
    add("atan2", [], [x, away], torch.atan2)

# one operand, element by element: name, f, range
UNARY = [
    ("neg", torch.neg, -3, 3), ("exp", torch.exp, -3, 3), ("log", torch.log, 0.1, 4), ("tanh", torch.tanh, -3, 3),
    ("sqrt", torch.sqrt, 0.1, 4), ("square", torch.square, -3, 3), ("abs", torch.abs, 0.1, 3), ("relu", torch.relu, -3, 3),
    ("sign", torch.sign, 0.1, 3), ("rsqrt", torch.rsqrt, 0.1, 4), ("reciprocal", torch.reciprocal, 0.3, 3),
    ("expm1", torch.expm1, -2, 2), ("log1p", torch.log1p, -0.9, 3), ("sin", torch.sin, -7, 7), ("cos", torch.cos, -7, 7),
    ("tan", torch.tan, -1.3, 1.3), ("sinh", torch.sinh, -3, 3), ("cosh", torch.cosh, -3, 3), ("asin", torch.asin, -0.95, 0.95),
    ("acos", torch.acos, -0.95, 0.95), ("atan", torch.atan, -4, 4), ("sigmoid", torch.sigmoid, -6, 6),
    ("softplus", F.softplus, -6, 6), ("silu", F.silu, -5, 5), ("gelu", F.gelu, -4, 4), ("erf", torch.erf, -3, 3),
    ("elu", F.elu, -4, 4), ("leakyRelu", F.leaky_relu, -4, 4), ("floor", torch.floor, 0.1, 0.9),
]
for name, f, low, high in UNARY:
    for shape in SHAPES:
        add(name, [], [draw(shape, low, high)], f)
for n in [2, 3, -1, 0.5, 1.5]:
    for shape in [[], [5], [2, 3]]:
        add("pow", [n], [draw(shape, 0.2, 3)], lambda x, n=n: x ** n)

# reductions
AXES = [
    ([5], None), ([5], 0), ([5], -1), ([2, 3], None), ([2, 3], 0), ([2, 3], -1), ([2, 3], [0, 1]), ([3, 1], 1),
    ([2, 3, 4], [0, 2]), ([2, 3, 4], -2), ([2, 3, 40], -1), ([1, 1], [0, 1]),
]
for shape, axes in AXES:
    every = list(range(len(shape))) if axes is None else axes
    for keep in [False, True]:
        x = draw(shape, -2, 2)
        add("sum", [axes, keep], [x], lambda x: x.sum(every, keepdim=keep))
        add("mean", [axes, keep], [x], lambda x: x.mean(every, keepdim=keep))
        add("max", [axes, keep], [x], lambda x: x.amax(every, keepdim=keep))
        add("min", [axes, keep], [x], lambda x: x.amin(every, keepdim=keep))
        add("logSumExp", [axes, keep], [x], lambda x: torch.logsumexp(x, every, keepdim=keep))
        add("norm", [axes, keep], [x], lambda x: torch.linalg.vector_norm(x, dim=every, keepdim=keep))
        if x.numel() > 1 and (isinstance(every, int) and shape[every] > 1 or every == list(range(len(shape)))):
            add("variance", [axes, keep], [x], lambda x: x.var(every, unbiased=False, keepdim=keep))
            add("std", [axes, keep], [x], lambda x: x.std(every, unbiased=False, keepdim=keep))
        if isinstance(axes, int):
            add("prod", [axes, keep], [x], lambda x: x.prod(axes, keepdim=keep))
            if not keep:
                add("cumsum", [axes], [x], lambda x: x.cumsum(axes))
                add("softmax", [axes], [x], lambda x: x.softmax(axes))
                add("logSoftmax", [axes], [x], lambda x: x.log_softmax(axes))
for shape in [[0], [2, 0]]:
    add("sum", [-1, False], [draw(shape, 0, 1)], lambda x: x.sum(-1))
    add("prod", [-1, False], [draw(shape, 0, 1)], lambda x: x.prod(-1))

# products
for a, b in [([2, 3], [3, 4]), ([1, 5], [5, 1]), ([2, 0], [0, 3]), ([0, 2], [2, 3]), ([4, 2, 3], [4, 3, 2]), ([4, 1, 2, 3], [5, 3, 2]), ([2, 3], [4, 3, 1])]:
    add("matmul", [], [draw(a, -1, 1), draw(b, -1, 1)], torch.matmul)
EINSUM = [
    ("ij,jk->ik", [[2, 3], [3, 4]]), ("ij,ij->", [[2, 3], [2, 3]]), ("ii->", [[3, 3]]), ("ii->i", [[3, 3]]), ("ij->ji", [[2, 3]]),
    ("bij,bjk->bik", [[2, 2, 3], [2, 3, 2]]), ("i,j->ij", [[2], [3]]), ("ijk,k,j->i", [[2, 3, 4], [4], [3]]), ("ij->j", [[2, 3]]),
]
for text, shapes in EINSUM:
    add("einsum", [text], [draw(s, -1, 1) for s in shapes], lambda *xs, text=text: torch.einsum(text, *xs))

# movement
for shape, perm in [([2, 3], [1, 0]), ([2, 3, 4], [2, 0, 1]), ([1, 3], [1, 0])]:
    add("transpose", [perm], [draw(shape, -1, 1)], lambda x: x.permute(perm))
for shape, target in [([2, 3], [3, 2]), ([6], [2, 3]), ([2, 3, 4], [6, 4]), ([0, 3], [0])]:
    add("reshape", [target], [draw(shape, -1, 1)], lambda x: x.reshape(target))
for shape, target in [([3], [2, 3]), ([2, 1], [2, 4]), ([], [2, 2]), ([1], [0])]:
    add("broadcastTo", [target], [draw(shape, -1, 1)], lambda x: x.expand(target))
for shape, shift, axis in [([5], 2, 0), ([2, 3], -1, 1), ([2, 3], 1, -2)]:
    add("roll", [shift, axis], [draw(shape, -1, 1)], lambda x: x.roll(shift, axis))
for shape, axes in [([5], [0]), ([2, 3], [1]), ([2, 3], [0, -1])]:
    add("flip", [axes], [draw(shape, -1, 1)], lambda x: x.flip(axes))
for shape, reps in [([3], [2]), ([2, 3], [1, 2]), ([2], [2, 3])]:
    add("tile", [reps], [draw(shape, -1, 1)], lambda x: x.tile(reps))
for k in [-1, 0, 1]:
    add("tril", [k], [draw([3, 4], -1, 1)], lambda x: x.tril(k))
    add("triu", [k], [draw([3, 4], -1, 1)], lambda x: x.triu(k))
add("trace", [], [draw([3, 3], -1, 1)], torch.trace)
add("outer", [], [draw([2], -1, 1), draw([3], -1, 1)], torch.outer)
for shape, axis, indices in [([4], 0, [3, 0, 0]), ([2, 3], 1, [2, 2]), ([3, 2], -2, [1]), ([3], 0, [])]:
    add("take", [indices, axis], [draw(shape, -1, 1)], lambda x: x.index_select(axis, torch.tensor(indices, dtype=torch.long)))
for shape, axis, indices in [([2, 3], 1, [[2, 0], [1, 1]]), ([3, 2], 0, [[2, 0], [1, 1]]), ([2, 3], -1, [[0], [2]])]:
    add("takeAlongAxis", [indices, axis], [draw(shape, -1, 1)], lambda x: torch.gather(x, axis, torch.tensor(indices)))

# linear systems
for n, m in [(1, 1), (2, 1), (3, 2), (4, 3)]:
    a = draw([n, n], -1, 1) + 2 * torch.eye(n)
    add("solve", [], [a, draw([n, m], -1, 1)], torch.linalg.solve)
    add("inverse", [], [a], torch.linalg.inv)
    add("det", [], [a], torch.linalg.det)

# images: [n, h, w, c], kernels [h, w, in, out]
nchw = lambda x: x.permute(0, 3, 1, 2)
nhwc = lambda x: x.permute(0, 2, 3, 1)
for h, w, c, kh, kw, out, stride, pad in [(5, 5, 1, 3, 3, 2, 1, 0), (4, 6, 2, 2, 3, 3, 1, 1), (7, 5, 2, 3, 3, 1, 2, 1), (3, 3, 1, 1, 1, 1, 1, 0), (6, 6, 3, 3, 3, 2, 3, 2)]:
    add("conv2d", [stride, pad], [draw([2, h, w, c], -1, 1), draw([kh, kw, c, out], -1, 1)],
        lambda x, k: nhwc(F.conv2d(nchw(x), k.permute(3, 2, 0, 1), stride=stride, padding=pad)))
for h, w, c, k, stride in [(4, 4, 1, 2, 2), (5, 5, 2, 3, 1), (6, 4, 1, 2, 2)]:
    add("maxPool2d", [k, stride], [draw([2, h, w, c], -1, 1)], lambda x: nhwc(F.max_pool2d(nchw(x), k, stride)))
    add("avgPool2d", [k, stride], [draw([2, h, w, c], -1, 1)], lambda x: nhwc(F.avg_pool2d(nchw(x), k, stride)))

here = pathlib.Path(__file__).resolve().parent.parent
lines = ",\n".join(json.dumps(s, separators=(",", ":")) for s in samples)
(here / "test/fixtures/torch.json").write_text(f'{{"torch":"{torch.__version__}","samples":[\n{lines}\n]}}\n')
print(len(samples), "samples")
