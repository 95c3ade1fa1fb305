"""A setting that there is only in tests: weight decay, g ← g + λ W (Krogh & Hertz 1992)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from unrolled import strings
from unrolled.engine import optimizers
from unrolled.engine.arrays import Params
from unrolled.runs.config.setting import Setting, add
from unrolled.runs.config.values import Finite

add(
    "OptimizerConfig",
    "weight_decay",
    Annotated[Finite, Setting("decay", "training", symbol="λ", forkable=True, late=True)],
    Field(0.0, ge=0, le=1, description="λ, by which every parameter shrinks."),
)
strings.add(
    {
        "en": {
            "config.decay.label": "Weight decay",
            "config.decay.help": "How fast weights shrink that no error holds: $g + \\lambda W$.",
        },
        "zh-Hans": {
            "config.decay.label": "权重衰减",
            "config.decay.help": "没有误差维持的权重缩小得多快：$g + \\lambda W$。",
        },
    }
)


@dataclass(frozen=True)
class Decaying(optimizers.Optimizer):
    """An optimizer that uses it."""

    weight_decay: float = 0.0

    def step(
        self, params: Params, grads: Params, state: optimizers.OptimizerState
    ) -> optimizers.OptimizerStep:
        """One update, with the decay in the gradient."""
        with_decay = {name: grads[name] + self.weight_decay * params[name] for name in params}
        return super().step(params, with_decay, state)


optimizers.Optimizer = Decaying  # type: ignore[misc]
