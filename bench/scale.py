"""How much is measured: all of it, or so little that it only shows that everything works."""

from dataclasses import dataclass

from bench.registers import SIZES, Size


@dataclass(frozen=True, slots=True)
class Scale:
    """The amounts of a run.

    Attributes:
        sizes: the registers that figures and intake are measured on, from small to large.
        peer_size: the register of comparisons with the usual page; crowd_size: the larger one, without it.
        browser_size: the register a browser looks at.
        memory_sizes: the registers that memory is measured on.
        crowds: how many visitors come at the same moment; asking: seconds they go on asking.
        patience: seconds a visitor waits before giving up.
        rounds: times a browser does each thing.
        days: days that figures are asked of; budget: seconds that one kind of figure may take.
        stayers: visitors who stay while memory is measured; settling: seconds it then gets to come down.
        room: how many signers update at once.
        soaked: the register, visitors and pace (updates a second) of the soak.
    """

    sizes: tuple[Size, ...]
    peer_size: Size
    crowd_size: Size
    browser_size: Size
    memory_sizes: tuple[Size, ...]
    crowds: tuple[int, ...]
    asking: float
    patience: float
    rounds: int
    days: int
    budget: float
    stayers: int
    settling: float
    minutes: float
    room: int


_S, _M, _L = SIZES["S"], SIZES["M"], SIZES["L"]

FULL = Scale(
    sizes=(_S, _M, _L),
    peer_size=_S,
    crowd_size=_M,
    browser_size=_M,
    memory_sizes=(_M, _L),
    crowds=(100, 300),
    asking=20,
    patience=120,
    rounds=5,
    days=60,
    budget=60,
    stayers=500,
    settling=240,
    minutes=30,
    room=150,
)
QUICK = Scale(
    sizes=(_S,),
    peer_size=_S,
    crowd_size=_S,
    browser_size=_S,
    memory_sizes=(_S,),
    crowds=(10, 30),
    asking=3,
    patience=60,
    rounds=1,
    days=8,
    budget=5,
    stayers=40,
    settling=20,
    minutes=0.5,
    room=10,
)
