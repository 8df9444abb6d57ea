"""Who a script tries to talk to."""

from __future__ import annotations

import pytest

from tests.sandbox.conftest import World

pytestmark = pytest.mark.sandbox


def test_tcp_reaches_nobody(world: World) -> None:
    outcome = world.run(
        f"import socket\n"
        f"for address in (('127.0.0.1', {world.tcp_port}), ('1.1.1.1', 443)):\n"
        f"    try:\n        socket.create_connection(address, 3)\n        print('connected')\n"
        f"    except OSError as error:\n        print(type(error).__name__)"
    )
    assert "connected" not in outcome.printed and len(outcome.printed.split()) == 2


def test_udp_and_names_reach_nobody(world: World) -> None:
    outcome = world.run(
        f"import socket\n"
        f"one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        f"for address in (('127.0.0.1', {world.udp_port}), ('8.8.8.8', 53)):\n"
        f"    try:\n        one.sendto(b'x', address)\n"
        f"    except OSError:\n        pass\n"
        f"try:\n    socket.getaddrinfo('example.org', 80)\n    print('resolved')\n"
        f"except OSError as error:\n    print('unknown')"
    )
    assert outcome.printed == "unknown\n"


def test_sockets_of_the_host_are_not_there(world: World) -> None:
    outcome = world.run(
        f"import socket\n"
        f"for address in ({str(world.sockets / 's')!r}, '\\0{world.abstract}'):\n"
        f"    try:\n        socket.socket(socket.AF_UNIX).connect(address)\n        print('hit')\n"
        f"    except OSError as error:\n        print(type(error).__name__)"
    )
    assert outcome.printed.split() == ["FileNotFoundError", "ConnectionRefusedError"]


def test_only_a_dead_loopback_exists(world: World) -> None:
    outcome = world.run("import socket\nprint(socket.if_nameindex())")
    assert outcome.printed == "[(1, 'lo')]\n"


def test_programs_of_the_system_have_no_network_either(world: World) -> None:
    outcome = world.run(
        f"import subprocess\n"
        f"done = subprocess.run(['bash', '-c', 'echo x > /dev/tcp/127.0.0.1/{world.tcp_port}'])\n"
        f"print(done.returncode != 0)"
    )
    assert outcome.printed == "True\n"


def test_shared_memory_of_the_host_is_not_there(world: World) -> None:
    outcome = world.run(
        "import os\nprint(os.listdir('/dev/shm'))\n"
        "print(len(open('/proc/sysvipc/shm').readlines()))"
    )
    assert outcome.printed == "[]\n1\n"
