"""Checks members in while the service is restarted again and again, and prints what came of it as JSON.

Usage: restart-load.py SOCKET CHECK-INS RESTARTS, as root on a machine with convened.service. Members are A1000 and so on.
Each check-in has a connection of its own and is asked for once; nobody tries again. One of the workers uses convene.
A subscriber follows the events from its cursor, and connects anew when its connection ends, as subscribers do, until it
has heard of everything and of a reminder.
"""
import json
import socket
import subprocess
import sys
import threading
import time

path, count, restarts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
codes = iter([f"A{1000 + number}" for number in range(count)])
lock = threading.Lock()
answers, failures, events = [], [], []
goal = None


def connect(method, parameters, more=False):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(60)
    connection.connect(path)
    call = {"method": method, "parameters": parameters}
    if more:
        call["more"] = True
    connection.sendall(json.dumps(call).encode() + b"\0")
    return connection


def replies(connection):
    """Each reply until the connection ends."""
    waiting = b""
    while True:
        while b"\0" not in waiting:
            received = connection.recv(65536)
            if not received:
                return
            waiting += received
        reply, waiting = waiting.split(b"\0", 1)
        yield json.loads(reply)


def ask(method, parameters):
    with connect(method, parameters) as connection:
        reply = next(replies(connection), None)
    if reply is None:
        raise RuntimeError("no answer")
    if "error" in reply:
        raise RuntimeError(reply["error"])
    return reply.get("parameters", {})


def check_in(code, by_command_line):
    if not by_command_line:
        return ask("io.convened.Attendance.CheckIn", {"member": code})
    done = subprocess.run(["convene", "in", code, "--json"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def work(by_command_line):
    while True:
        with lock:
            code = next(codes, None)
        if code is None:
            return
        try:
            reply = check_in(code, by_command_line)
            if reply["alreadyIn"]:
                raise RuntimeError("was in already")
            answers.append(code)
        except Exception as error:
            failures.append(f"{code}: {error!r}")


def restart():
    for number in range(1, restarts + 1):
        while len(answers) + len(failures) < number * count // (restarts + 1):
            time.sleep(0.002)
        subprocess.run(["systemctl", "restart", "convened.service"], check=True)


def follow(cursor):
    while goal is None or cursor < goal or not any(event["type"] == "reminder.due" for event in events):
        try:
            with connect("io.convened.Events.Follow", {"since": cursor}, more=True) as connection:
                connection.settimeout(0.5)
                for reply in replies(connection):
                    events.extend(reply["parameters"]["events"])
                    cursor = reply["parameters"]["last"]
        except (TimeoutError, ConnectionError):
            pass


start = ask("io.convened.Service.Status", {})["lastSequence"]
workers = [threading.Thread(target=work, args=(number == 0,)) for number in range(8)]
restarter = threading.Thread(target=restart)
follower = threading.Thread(target=follow, args=(start,), daemon=True)
for thread in [follower, restarter, *workers]:
    thread.start()
for thread in [restarter, *workers]:
    thread.join()
goal = ask("io.convened.Service.Status", {})["lastSequence"]
follower.join(180)
sequences = [event["sequence"] for event in events]
heard = [event["member"] for event in events if event["type"] == "attendance.checked_in"]
json.dump(
    {
        "answered": len(answers), "failures": failures[:5], "failed": len(failures),
        "isWhole": sequences == list(range(start + 1, start + 1 + len(sequences))) and sequences[-1] >= goal,
        "heard": len(heard), "heardOnce": len(set(heard)), "matches": set(heard) == set(answers),
        "reminders": sum(event["type"] == "reminder.due" for event in events),
    },
    sys.stdout)
