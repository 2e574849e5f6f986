#!/usr/bin/env python3
"""Measures the sandbox's emulated link with raw sockets: is the rate the one that was asked for?

usage: link_accuracy.py PATH-OF-postreel-sandbox [SECONDS]
Prints one line per setting; exit 1 if one is off by more than 2 % (rate) or 15 ms (round trip).
"""
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time

HEADERS = {"Authorization": "Bearer any"}
MOST = 7_900_000  # bytes of a segment, just below what the sandbox takes


def call(port, method, path, body=None, content_type="application/json"):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = dict(HEADERS, **({"Content-Type": content_type} if body else {}))
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    data = answer.read()
    assert answer.status < 300, (answer.status, data)
    return json.loads(data) if data else {}


def segment(index, data):
    return (b'--B\r\nContent-Disposition: form-data; name="segment_index"\r\n\r\n%d\r\n'
            b'--B\r\nContent-Disposition: form-data; name="media"; filename="m"\r\n\r\n' % index) + data + b"\r\n--B--\r\n"


def upload_rate(port, megabits, rtt, seconds, connections):
    """Mbit/s over rounds in which every connection sends one segment at the same time.

    Each round ends with one round trip in which nothing is sent; it is taken off.
    """
    size = min(MOST, int(megabits * 125000 * seconds / connections))
    rounds = max(1, int(megabits * 125000 * seconds / size / connections))
    total = rounds * connections * size
    media = call(port, "POST", "/2/media/upload/initialize",
                 json.dumps({"media_type": "video/mp4", "total_bytes": total}))["data"]["id"]
    body = bytes(size)
    requests = [segment(index, body) for index in range(rounds * connections)]
    lines = [http.client.HTTPConnection("127.0.0.1", port) for _ in range(connections)]
    for line in lines:
        line.connect()
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.request("GET", "/2/users/me", headers=HEADERS)  # the handshake's round trip is over then
        line.getresponse().read()

    def send(line, request):
        line.request("POST", f"/2/media/upload/{media}/append", request,
                     dict(HEADERS, **{"Content-Type": "multipart/form-data; boundary=B"}))
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200, answer.status

    elapsed = 0
    for number in range(rounds):
        batch = requests[number * connections:(number + 1) * connections]
        threads = [threading.Thread(target=send, args=pair) for pair in zip(lines, batch)]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed += time.monotonic() - start - rtt / 1000
    return sum(map(len, requests)) * 8 / elapsed / 1e6


def round_trip(port):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    best = 1e9
    for _ in range(4):  # the first one pays for the handshake too
        start = time.monotonic()
        connection.request("GET", "/2/users/me", headers=HEADERS)
        connection.getresponse().read()
        best = min(best, time.monotonic() - start)
    return best * 1000


def main():
    sandbox = sys.argv[1]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 5
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([sandbox, "--open", "--dir", folder, "--limits", "off"], stdout=subprocess.PIPE, text=True)
        try:
            port = int(process.stdout.readline().rsplit(":", 1)[1])
            for megabits, rtt, connections in [(5, 40, 1), (5, 40, 3), (20, 80, 3), (100, 60, 1), (100, 60, 6),
                                               (300, 30, 4), (1000, 10, 6)]:
                call(port, "POST", "/sandbox/scene",
                     json.dumps({"spec": f"up={megabits},down={megabits},rtt={rtt},limits=off"}))
                rate = upload_rate(port, megabits, rtt, seconds, connections)
                trip = round_trip(port)
                wrong = abs(rate / megabits - 1) > 0.02 or abs(trip - rtt) > 15
                failed = failed or wrong
                print(f"up={megabits} rtt={rtt} on {connections} connections: {rate:.2f} Mbit/s "
                      f"({(rate / megabits - 1) * 100:+.1f} %), round trip {trip:.1f} ms{'  WRONG' if wrong else ''}")
        finally:
            process.terminate()
            process.wait()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
