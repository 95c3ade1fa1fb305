"""The network that a config asks for."""

from ...engine.model import Model
from ..config.settings import RunConfig


def network_of(config: RunConfig, input_size: int = 1, output_size: int = 1) -> Model:
    """The network of a config; d and o are its task's, and decide nothing but shapes."""
    return Model(
        input_size=input_size,
        hidden_size=config.hidden_size,
        output_size=output_size,
        cell=config.cell,
        activation=config.activation,
        output_activation=config.output_activation,
        bidirectional=config.bidirectional,
    )
