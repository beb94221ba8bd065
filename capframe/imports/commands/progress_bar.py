"""Says on standard error how far long work has come."""

from time import monotonic

from django.core.management.base import OutputWrapper

WIDTH = 20
# A terminal is drawn on often enough to look alive; a log gets a line a second at most.
EVERY_SECONDS_DRAWN = 0.1
EVERY_SECONDS = 1.0


class Bar:
    """A progress: a bar on a terminal, plain lines elsewhere.

    Args:
        out: standard error.
    """

    def __init__(self, out: OutputWrapper) -> None:
        self.out, self.draws = out, out.isatty()
        self.step, self.drawn = "", ""
        self.written: float | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """As ``capframe.plans.import_kinds.Progress`` says."""
        if self.draws and step != self.step:
            self.end()
        ends = self.draws and (step != self.step or (total > 0 and done >= total))
        self.step = step
        if ends or self._is_due():
            self._write(line_of(step, done, total))

    def end(self) -> None:
        """Leave the bar that is drawn as it is; what follows begins on a line of its own."""
        if self.drawn:
            self.out.write(style_func=str)
            self.drawn = ""

    def _is_due(self) -> bool:
        every = EVERY_SECONDS_DRAWN if self.draws else EVERY_SECONDS
        return self.written is None or monotonic() - self.written >= every

    def _write(self, line: str) -> None:
        self.written = monotonic()
        if not self.draws:
            self.out.write(line, style_func=str)
            return
        self.out.write(f"\r{line.ljust(len(self.drawn))}", style_func=str, ending="")
        self.out.flush()
        self.drawn = line


def line_of(step: str, done: int, total: int) -> str:
    """The step, a bar and the numbers: Reading the rows  [#####-----] 10,000 of 20,000."""
    if not total:
        return f"{step}…"
    filled = WIDTH * min(done, total) // total
    return f"{step}  [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,}"
