"""Opens the program named on the command line in a real terminal, waits until its screen is painted, and
quits it."""

import os
import pty
import select
import struct
import sys
import termios
import time
from fcntl import ioctl

PAINTED = b"Kuusilinna"
CTRL_Q = b"\x11"
PATIENCE = 30.0


def main(command: list[str]) -> int:
    """The program's exit code; 1 when it was not painted or did not end in time."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    seen, asked, until = b"", False, time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the other end is closed: it has ended
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                print(f"{' '.join(command)}: painted {len(seen)} bytes, ended with {code}")
                return code if asked else 1
        if PAINTED in seen and not asked:
            asked = True
            os.write(terminal, CTRL_Q)
    os.kill(child, 9)
    print(
        f"{' '.join(command)}: {'did not end' if asked else 'was not painted'} in {PATIENCE:.0f} "
        f"s\n{seen[-2000:]!r}"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
