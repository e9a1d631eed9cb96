"""Every workload in PyTorch, on one thread.

A server of one line of JSON at a time: {"id", "inputs"} prepares a workload and answers with its results, {"times"}
runs it so many times and answers with the milliseconds. Arrays are base64 of 32-bit floats.
"""
import base64
import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def chained(x):
    return torch.tanh(0.7 * x + 0.1) * 1.3


def repeated(x, c, times):
    y = x
    for _ in range(times):
        y = y * c
    return y


def gradient(f):
    """[∇ f(x)]"""

    def run(x, **rest):
        v = x.detach().requires_grad_()
        return list(torch.autograd.grad(f(v, **rest), v))

    return run


def gradients(f, *inputs):
    parameters = [x.detach().requires_grad_() for x in inputs]
    return list(torch.autograd.grad(f(*parameters), parameters))


def slope(times):
    """[Σ y, its gradient in x]"""

    def run(x, c):
        v = x.detach().requires_grad_()
        value = repeated(v, c, times).sum()
        return [value, *torch.autograd.grad(value, v)]

    return run


def step(loss):
    """[loss, …parameters after one step of gradient descent]"""

    def run(x, y, **named):
        parameters = [p.detach().requires_grad_() for p in named.values()]
        value = loss(x, y, *parameters)
        slopes = torch.autograd.grad(value, parameters)
        with torch.no_grad():
            return [value, *(p - 0.1 * s for p, s in zip(parameters, slopes))]

    return run


def mean_squared_error(x, y, w1, b1, w2, b2, w3, b3):
    h = torch.tanh(torch.tanh(x @ w1 + b1) @ w2 + b2)
    return (h @ w3 + b3 - y).square().mean()


def cross_entropy(x, y, w1, b1, w2, b2):
    logits = torch.relu(x @ w1 + b1) @ w2 + b2
    return -(F.log_softmax(logits, 1) * y).sum() / 128


def averaged(x, c):
    return (torch.softmax(x, 1) * c).sum() + torch.logsumexp(x, 1).sum()


def brute(x, y, w1, b1, w2, b2, turned):
    """The gradient of the mean loss of all eight images of each image."""
    parameters = [p.detach().requires_grad_() for p in (w1, b1, w2, b2)]
    images = x.index_select(1, turned).reshape(-1, 8, 784).transpose(0, 1).reshape(-1, 784)
    labels = y.repeat(8, 1)
    w1, b1, w2, b2 = parameters
    logits = torch.relu(images @ w1 + b1) @ w2 + b2
    loss = -(F.log_softmax(logits, 1) * labels).sum() / len(images)
    return list(torch.autograd.grad(loss, parameters))


def channels_first(x, y, k1, b1, k2, b2, w, b):
    """The arrays of w5 as PyTorch lays them out, before anything is timed."""
    flat = w.reshape(7, 7, 16, 10).permute(2, 0, 1, 3).reshape(-1, 10)
    kernels = (k.permute(3, 2, 0, 1).contiguous() for k in (k1, k2))
    k1, k2 = kernels
    return {"x": x.permute(0, 3, 1, 2).contiguous(), "y": y, "k1": k1, "b1": b1, "k2": k2,
            "b2": b2, "w": flat.contiguous(), "b": b}


def convolutional(x, y, k1, b1, k2, b2, w, b):
    h = F.max_pool2d(torch.relu(F.conv2d(x, k1, b1, padding=1)), 2)
    h = F.max_pool2d(torch.relu(F.conv2d(h, k2, b2, padding=1)), 2)
    return -(F.log_softmax(h.flatten(1) @ w + b, 1) * y).sum() / 32


def channels_last(loss, k1, b1, k2, b2, w, b):
    flat = w.reshape(16, 7, 7, 10).permute(1, 2, 0, 3).reshape(-1, 10)
    return [loss, k1.permute(2, 3, 1, 0), b1, k2.permute(2, 3, 1, 0), b2, flat, b]


def by_index(x, members, index):
    means = torch.zeros(125000).index_add_(0, index, x).div_(8)
    return [means.index_select(0, index)]


FORMULAS = {
    "w1f": lambda x: [chained(x)],
    "w1g": gradient(lambda v: chained(v).sum()),
    "w2-64": lambda a, b: [a @ b],
    "w2-256": lambda a, b: [a @ b],
    "w2-1024": lambda a, b: [a @ b],
    "w2g": lambda a, b: gradients(lambda u, v: (u @ v).sum(), a, b),
    "w3": step(mean_squared_error),
    "w4": step(cross_entropy),
    "w5": step(convolutional),
    "w6f": lambda x: [torch.softmax(x, 1), torch.logsumexp(x, 1)],
    "w6g": gradient(averaged),
    "w7": brute,
    "w7g": brute,
    "w8m": lambda chi, q: [chi @ q],
    "w8o": lambda x: [x.reshape(-1, 8).mean(1, keepdim=True).expand(-1, 8).reshape(-1)],
    "w8i": by_index,
    "tiny1f": lambda x, c: [repeated(x, c, 1)],
    "tiny1g": slope(1),
    "tiny100f": lambda x, c: [repeated(x, c, 100)],
    "tiny100g": slope(100),
}


# Layouts before anything is timed, and back for the comparison of results.
BEFORE = {"w5": channels_first}
AFTER = {"w5": channels_last}


def read(array):
    """The tensor that {"shape", "kind", "data"} describes."""
    kind = torch.int32 if array["kind"] == "index" else torch.float32
    numbers = torch.frombuffer(bytearray(base64.b64decode(array["data"])), dtype=kind)
    # PyTorch indexes by 64 bits.
    return (numbers.long() if kind == torch.int32 else numbers).reshape(array["shape"])


def written(x):
    return base64.b64encode(x.detach().contiguous().numpy().tobytes()).decode()


def blas():
    """Which library multiplies matrices: Debian's reference is forty times slower than OpenBLAS."""
    with open("/proc/self/maps") as maps:
        loaded = maps.read()
    found = [name for name in ("openblas", "mkl_rt", "blis", "atlas") if f"lib{name}" in loaded]
    return found[0] if found else "reference BLAS"


def serve():
    formula, inputs = None, {}
    print(json.dumps({"version": f"{torch.__version__} ({blas()})"}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "times" in asked:
            start = time.perf_counter()
            for _ in range(asked["times"]):
                formula(**inputs)
            answer = {"ms": 1000 * (time.perf_counter() - start)}
        elif asked["id"] in FORMULAS:
            formula = FORMULAS[asked["id"]]
            inputs = {name: read(array) for name, array in asked["inputs"].items()}
            if asked["id"] in BEFORE:
                inputs = BEFORE[asked["id"]](**inputs)
            results = formula(**inputs)
            if asked["id"] in AFTER:
                results = AFTER[asked["id"]](*results)
            answer = {"results": [written(x) for x in results]}
        else:
            answer = {"results": None}
        print(json.dumps(answer), flush=True)


serve()
