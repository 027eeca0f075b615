"""What the scripts beside this file share: a home of its own, the built sitrep, a screen to read, the record to check."""

import argparse
import contextlib
import fcntl
import json
import os
import pathlib
import pty
import random
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# FS_IOC_SHUTDOWN and its mode, from linux/fs.h.
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2

CONFIGURATION = """schema: sitrep/config@1
place: rig
services:
  - id: registry
    checks: [{id: up, exec: {argv: ["true"]}, every: 1s}]
"""


def options(description, **more):
    """The options that all scripts have: --long, --seed and the program."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="the whole proof; without it, a size for every run of CI")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="to see the same chances again")
    parser.add_argument("--sitrep", default=str(ROOT / ".build/debug/sitrep"), help="the built program")
    for name, (kind, default, words) in more.items():
        parser.add_argument("--" + name, type=kind, default=default, help=words)
    chosen = parser.parse_args()
    if not os.access(chosen.sitrep, os.X_OK):
        sys.exit(f"{chosen.sitrep} is not there: swift build first")
    random.seed(chosen.seed)
    return chosen


def skip(reason):
    """A proof that this machine cannot give says so and is no failure."""
    print(f"SKIP {pathlib.Path(sys.argv[0]).name}: {reason}")
    sys.exit(0)


class Home:
    """A home folder of its own with a configuration and a record, removed at the end."""

    def __init__(self, sitrep, state=None):
        self.sitrep = sitrep
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sitrep-rig-"))
        self.state = pathlib.Path(state) if state else self.folder / "state"
        (self.state / "sitrep").mkdir(parents=True, exist_ok=True)
        os.chmod(self.state, 0o700)
        os.chmod(self.state / "sitrep", 0o700)
        (self.folder / "sitrep.yaml").write_text(CONFIGURATION)
        # Not the first start: the hints would lie over the screen.
        (self.state / "sitrep/hints-seen").touch()
        self.database = self.state / "sitrep/sitrep.db"
        self.environment = {
            "HOME": str(self.folder), "XDG_STATE_HOME": str(self.state), "XDG_CONFIG_HOME": str(self.folder),
            "SITREP_CONFIG": str(self.folder / "sitrep.yaml"), "SITREP_USER": "ana", "TERM": "vt100",
            "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "SWIFT_BACKTRACE": "enable=no",
        }

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words, before=(), more=None):
        """Runs a subcommand to its end: its exit code (or minus the signal), its output and its complaint."""
        done = subprocess.run(
            [*before, self.sitrep, *words], env=self.environment | (more or {}), capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def start(self, *words, before=()):
        return subprocess.Popen(
            [*before, self.sitrep, *words], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    # What is on disk; only asked while nobody writes.

    def recorded(self):
        """The texts of all notes on record."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT data FROM payload").fetchall()
        return {body["text"] for (data,) in rows if "text" in (body := json.loads(data))}

    def kept(self):
        """The texts of all notes in the spool."""
        texts = set()
        for file in (self.state / "sitrep/spool").glob("*.jsonl"):
            for line in file.read_bytes().split(b"\n"):
                try:
                    texts.add(json.loads(json.loads(line)["text"])["text"])
                except (ValueError, KeyError):
                    continue
        return texts

    def problems(self):
        """What is wrong with the record: of SQLite's pages, and of the chain."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            answer = db.execute("PRAGMA integrity_check").fetchone()[0]
        found = [] if answer == "ok" else [f"integrity_check: {answer}"]
        code, out, complaint = self.run("verify")
        return found + ([] if code == 0 else [f"verify ends with {code}: {out}{complaint}"])


class Disk:
    """A file system of its own: an ext4 in a file, or one in memory."""

    def __init__(self, megabytes, tmpfs=False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sitrep-disk-"))
        self.image, self.at = self.folder / "image", self.folder / "at"
        self.at.mkdir()
        if tmpfs:
            self.mount("-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs")
            return
        with open(self.image, "wb") as file:
            file.truncate(megabytes << 20)
        tool = shutil.which("mkfs.ext4", path=os.environ["PATH"] + ":/usr/sbin:/sbin") or skip("mkfs.ext4 is not installed")
        subprocess.run([tool, "-q", "-F", str(self.image)], check=True)
        self.mount("-o", "loop", str(self.image))

    def mount(self, *words):
        done = subprocess.run(["mount", *words, str(self.at)], capture_output=True, text=True)
        if done.returncode != 0:
            shutil.rmtree(self.folder)
            skip(f"nothing can be mounted here: {done.stderr.strip()}")
        os.chmod(self.at, 0o700)

    def cut(self):
        """The power goes: what was not synced is lost, the file system's own log included."""
        handle = os.open(self.at, os.O_RDONLY)
        fcntl.ioctl(handle, SHUTDOWN, NO_LOG_FLUSH.to_bytes(4, "little"))
        os.close(handle)

    def again(self):
        """The power is back."""
        subprocess.run(["umount", str(self.at)], check=True)
        self.mount("-o", "loop", str(self.image))

    def remove(self):
        subprocess.run(["umount", str(self.at)], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class Screen:
    """The cells of a vt100 as ncurses writes to it."""

    SEQUENCE = re.compile(rb"\x1b\[([?0-9;]*)([A-Za-z@])|\x1b[()].|\x1b[=>78MDEH]|\x1b\][^\x07]*\x07")

    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.y = self.x = 0
        self.top, self.bottom = 0, rows - 1
        self.rest = b""

    @property
    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    def shows(self, *words):
        text = "\n".join(self.lines)
        return all(word in text for word in words)

    def feed(self, data):
        data, at = self.rest + data, 0
        self.rest = b""
        while at < len(data):
            byte = data[at]
            if byte == 0x1B:
                found = self.SEQUENCE.match(data, at)
                if not found:
                    if len(data) - at < 32:
                        self.rest = data[at:]
                        return
                    at += 1
                    continue
                self.obey(found)
                at = found.end()
                continue
            length = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            if at + length > len(data):
                self.rest = data[at:]
                return
            self.put(data[at:at + length])
            at += length

    def put(self, data):
        if data == b"\r":
            self.x = 0
        elif data == b"\n":
            self.line_feed()
        elif data == b"\b":
            self.x = max(0, self.x - 1)
        elif data == b"\t":
            self.x = min(self.columns - 1, (self.x // 8 + 1) * 8)
        elif data[0] >= 0x20:
            if self.x >= self.columns:
                self.x = 0
                self.line_feed()
            self.cells[self.y][self.x] = data.decode("utf-8", "replace")
            self.x += 1

    def line_feed(self):
        if self.y == self.bottom:
            del self.cells[self.top]
            self.cells.insert(self.bottom, [" "] * self.columns)
        else:
            self.y = min(self.rows - 1, self.y + 1)

    def obey(self, found):
        final = found.group(2)
        if final is None:
            if found.group() == b"\x1bM":
                if self.y == self.top:
                    del self.cells[self.bottom]
                    self.cells.insert(self.top, [" "] * self.columns)
                else:
                    self.y = max(0, self.y - 1)
            return
        if found.group(1).startswith(b"?"):
            return
        numbers = [int(part or 0) for part in found.group(1).split(b";")]
        first = numbers[0] or 1
        x = min(self.x, self.columns - 1)
        if final in b"Hf":
            self.y = min(self.rows, first) - 1
            self.x = min(self.columns, (numbers[1] if len(numbers) > 1 else 1) or 1) - 1
        elif final in b"ABCD":
            self.y = max(0, min(self.rows - 1, self.y + {b"A": -first, b"B": first}.get(final, 0)))
            self.x = max(0, min(self.columns - 1, x + {b"C": first, b"D": -first}.get(final, 0)))
        elif final == b"J":
            self.erase(x, self.columns)
            for row in range(self.y + 1, self.rows):
                self.cells[row] = [" "] * self.columns
        elif final == b"K":
            self.erase(*((0, x + 1) if numbers[0] == 1 else (x, self.columns)))
        elif final == b"r":
            self.top, self.bottom = first - 1, (numbers[1] if len(numbers) > 1 else self.rows) - 1
            self.y = self.x = 0

    def erase(self, start, end):
        self.cells[self.y][start:end] = [" "] * (end - start)


class Console:
    """The console on a pseudo terminal, driven by keys."""

    def __init__(self, home, rows=40, columns=120, before=()):
        self.screen = Screen(rows, columns)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe((*before, home.sitrep)[0], [*before, home.sitrep], home.environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.code = None

    def press(self, keys):
        try:
            os.write(self.terminal, keys.encode())
        except OSError:
            pass

    def read(self, seconds):
        """Takes what comes until nothing does, or the time is over; false once the terminal is gone."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.terminal], [], [], left)
            if not ready:
                return True
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.screen.feed(data)
            if not select.select([self.terminal], [], [], 0)[0]:
                return True
        return True

    def until(self, condition, seconds=30):
        """Waits until the screen is as asked, twice in a row: half of a frame is not believed."""
        end = time.monotonic() + seconds
        held = 0
        while time.monotonic() < end:
            held = held + 1 if condition(self.screen) else 0
            if held >= 2:
                return True
            if not self.read(0.02):
                return False
        return False

    def notes(self, text):
        self.press("n")
        if not self.until(lambda screen: screen.shows("┌─ Note") or screen.shows("Note", "Esc"), 5):
            return False
        self.press(text + "\r")
        return True

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def end(self):
        """Waits for the end; what is left to be read is read."""
        if self.code is None:
            _, status = os.waitpid(self.pid, 0)
            self.code = os.waitstatus_to_exitcode(status)
            os.close(self.terminal)
        return self.code


def on_timeline(screen):
    """The notes that stand on the timeline: those that the screen calls saved, and those that it calls pending."""
    saved, pending = set(), set()
    for line in screen.lines:
        for found in re.finditer(r"\d\d:\d\d:\d\d[ <].? ?(PENDING )?(k[0-9-]+)\b", line):
            (pending if found.group(1) else saved).add(found.group(2))
    return saved, pending


def declare(home, title="the rig runs"):
    """Declares an incident through the console, and leaves."""
    console = Console(home)
    assert console.until(lambda screen: screen.shows("registry", "STATE")), "\n".join(console.screen.lines)
    console.press("D")
    assert console.until(lambda screen: screen.shows("Declare an incident")), "\n".join(console.screen.lines)
    console.press(title + "\r")
    assert console.until(lambda screen: screen.shows("INC-1")), "\n".join(console.screen.lines)
    console.press("q")
    assert console.end() == 0
