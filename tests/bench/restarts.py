#!/usr/bin/env python3
"""Restarts under load: is an answer under way ever broken, and how long does a stop take (T16)?

  restarts.py COOKIE DESK [TIMES=20] [RATE=50] -- serve options of the desk

Holds the listening socket as a service manager does and hands it to each run of DESK. Asks for a work list RATE times a
second from clients that open a connection each; stops the desk with SIGTERM and starts it again TIMES times.
"""
import http.client, os, signal, socket, subprocess, sys, threading, time

def main():
    at = sys.argv.index("--")
    cookie, desk, *numbers = sys.argv[1:at]
    options = sys.argv[at + 1:]
    times, rate = [int(n) for n in (numbers + ["20", "50"][len(numbers):])]
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen(1024)
    port = held.getsockname()[1]

    def start():
        script = 'exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" serve "$@"'
        began = time.monotonic()
        running = subprocess.Popen(["sh", "-c", script, desk, *options], stdin=held, stdout=subprocess.PIPE, text=True)
        running.stdout.readline()
        return running, time.monotonic() - began

    answers, broken, waits = {}, [], []

    def ask():
        began = time.monotonic()
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=40)
            line.request("GET", "/lists/verifying", headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
            answers[answer.status] = answers.get(answer.status, 0) + 1
        except Exception as error:
            broken.append(repr(error))
        waits.append(time.monotonic() - began)

    over = threading.Event()

    def load():
        next_at = time.monotonic()
        while not over.is_set():
            threading.Thread(target=ask).start()
            next_at += 1 / rate
            time.sleep(max(0, next_at - time.monotonic()))

    running, took = start()
    starts, stops, ends = [took], [], []
    threading.Thread(target=load).start()
    for _ in range(times):
        time.sleep(1)
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        ends.append(running.wait())
        stops.append(time.monotonic() - began)
        running, took = start()
        starts.append(took)
    over.set()
    time.sleep(2)
    running.send_signal(signal.SIGTERM)
    ends.append(running.wait())
    print(f"{times} restarts at {rate} a second: answers {answers}, broken {len(broken)} {broken[:3]}")
    print(f"a stop {min(stops):.2f} to {max(stops):.2f} s, a start {min(starts):.2f} to {max(starts):.2f} s, ends {set(ends)}")
    print(f"the longest wait of a client {max(waits):.2f} s")

main()
