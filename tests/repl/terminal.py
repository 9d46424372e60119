"""Runs a command at a terminal of its own: `terminal.py SCRIPT COMMAND…`. The script is JSON: a list of ["send", text], ["wait", text] and ["signal"] steps. Prints all that the terminal got; exits with the code of the command, 124 when a text did not come."""
import json, os, pty, select, sys, time

steps = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
output = b""
seen = 0


def read(timeout):
    global output
    ready, _, _ = select.select([fd], [], [], timeout)
    if not ready:
        return True
    try:
        data = os.read(fd, 65536)
    except OSError:
        return False
    output += data
    return data != b""


def finish(code):
    sys.stdout.write(output.decode("utf-8", "replace"))
    sys.stdout.flush()
    os._exit(code)


for kind, *rest in steps:
    if kind == "send":
        os.write(fd, rest[0].encode())
    else:
        wanted = rest[0].encode()
        deadline = time.time() + 20
        while output.find(wanted, seen) < 0:
            if time.time() > deadline or not read(0.1):
                sys.stderr.write("never came: " + rest[0] + "\n")
                os.kill(pid, 9)
                finish(124)
        seen = output.find(wanted, seen) + len(wanted)
while read(5):
    pass
_, status = os.waitpid(pid, 0)
finish(os.waitstatus_to_exitcode(status))
