"""The links that are measured, as data. Rates are Mbit/s (10^6 bits) each way, times ms, sizes bytes."""

from dataclasses import dataclass, field

MIB = 1 << 20
THINK = 150
SHORT = 16 * MIB


@dataclass
class Link:
    name: str
    title: str
    mbit: float = 0          # 0: no line is emulated
    rtt: int = 0
    size: int = 64 * MIB
    short: int = SHORT       # size of the short form
    most: float = 0          # bar: time against the ideal; 0: none
    others: bool = True      # other clients take part
    warm: bool = False       # measured with a profile that knows the link, too
    tls: bool = False
    faults: str = ""
    resent: float = 0        # bar: bytes sent again against the file; 0: none
    steps: list = field(default_factory=list)  # (seconds after INIT, Mbit/s)

    def spec(self, mbit=None):
        words = ["limits=off", "processing=none"]
        if self.mbit:
            rate = self.mbit if mbit is None else mbit
            words += [f"rtt={self.rtt}", f"up={rate:g}", f"down={rate:g}", f"think={THINK}"]
        if self.faults:
            words.append(f"faults={self.faults}")
        return ",".join(words)


LINKS = [
    Link("100", "100 Mbit/s, 60 ms", 100, 60, most=1.085, warm=True),
    Link("20", "20 Mbit/s, 120 ms", 20, 120, most=1.08),
    Link("5", "5 Mbit/s, 300 ms", 5, 300, most=1.08),
    Link("gigabit", "1 Gbit/s, 5 ms", 1000, 5),
    Link("tls", "loopback over TLS", size=1024 * MIB, short=64 * MIB, others=False, tls=True),
    Link("changing", "50, then 2, then 50 Mbit/s, 60 ms", 50, 60, most=1.12, steps=[(4, 2), (10, 50)]),
    Link("resetting", "100 Mbit/s, 60 ms, a reset each 10 MB", 100, 60, size=1024 * MIB, short=64 * MIB, most=1.25,
         others=False, faults="wear@append:10000000", resent=0.12),
    Link("big", "100 Mbit/s, 60 ms, 1 GiB", 100, 60, size=1024 * MIB, short=64 * MIB, most=1.03, others=False),
]
