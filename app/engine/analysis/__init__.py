"""What can be read off a Trace after the fact; every function is pure and warns of nothing.

The state of a cell is h and what else it hands on, such as c. All of this looks at the forward
direction; only `itemised` and `gradient_check` know the reversed one too.
"""

from .flow import Flow, flow, flow_vectors, input_flow
from .gradient_check import (
    GradientCheck,
    Point,
    against_difference,
    grad_inputs,
    gradient_check,
    uncut,
)
from .itemised import itemised
from .jacobians import Bound, jacobian_product_norms, jacobians, singular_values, vanishing_bound
from .saturation import horizon, saturation
from .truncation import Truncation, Truncations, truncation, truncations

__all__ = [
    "Bound",
    "Flow",
    "GradientCheck",
    "Point",
    "Truncation",
    "Truncations",
    "against_difference",
    "flow",
    "flow_vectors",
    "grad_inputs",
    "gradient_check",
    "horizon",
    "input_flow",
    "itemised",
    "jacobian_product_norms",
    "jacobians",
    "saturation",
    "singular_values",
    "truncation",
    "truncations",
    "uncut",
    "vanishing_bound",
]
