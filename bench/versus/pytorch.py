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


FORMULAS = {
    "w1f": lambda x: [chained(x)],
    "w1g": gradient(lambda v: chained(v).sum()),
    "w2-64": lambda a, b: [a @ b],
    "w2-256": lambda a, b: [a @ b],
    "w3": step(mean_squared_error),
    "w4": step(cross_entropy),
    "w6f": lambda x: [torch.softmax(x, 1), torch.logsumexp(x, 1)],
    "w6g": gradient(averaged),
    "tiny1f": lambda x, c: [repeated(x, c, 1)],
    "tiny1g": slope(1),
    "tiny100f": lambda x, c: [repeated(x, c, 100)],
    "tiny100g": slope(100),
}


def read(array):
    """The tensor that {"shape", "data"} describes."""
    floats = torch.frombuffer(bytearray(base64.b64decode(array["data"])), dtype=torch.float32)
    return floats.reshape(array["shape"])


def written(x):
    return base64.b64encode(x.detach().contiguous().numpy().tobytes()).decode()


def serve():
    formula, inputs = None, {}
    print(json.dumps({"version": torch.__version__}), flush=True)
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
            answer = {"results": [written(x) for x in formula(**inputs)]}
        else:
            answer = {"results": None}
        print(json.dumps(answer), flush=True)


serve()
