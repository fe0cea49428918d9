"""What a worker process may not do, whatever a query makes of it: take more memory, open a connection, start a program.

`store.guard` refuses queries that would reach out; this holds where it is mistaken.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct

# For the environment of a process that limits its memory. RocksDB opens files in many threads, and for each of them
# glibc would set 64 MiB of address space apart, which then lack: a large store left no memory to its queries.
FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
# For that of a process that evaluates. A query takes and frees more small pieces than the seven of a size that glibc
# has at hand: with more of them a look-up costs a tenth less.
MANY_PIECES = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=500"}

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of classic BPF: load a word, jump if equal, return
# Architecture -> its audit number (linux/audit.h), and the system calls socket, execve and execveat.
_CALLS = {"x86_64": (0xC000003E, (41, 59, 322)), "aarch64": (0xC00000B7, (198, 221, 281))}


def limit_memory(max_bytes: int) -> None:
    """Let the address space grow to `max_bytes` only, and write no core files."""
    resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def refuse_network() -> bool:
    """Let this process open no socket and start no program any more; tell whether the system can do that.

    A seccomp filter, which needs no rights, on Linux on x86-64 and 64-bit ARM.
    """
    if platform.system() != "Linux" or platform.machine() not in _CALLS:
        return False
    audit, calls = _CALLS[platform.machine()]
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(calls) + 2, audit), (_LOAD, 0, 0, 0)]
    program += [(_EQUAL, len(calls) - number, 0, call) for number, call in enumerate(calls)]
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    # struct sock_fprog: a count and, aligned, a pointer
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(head), 0, 0) == 0)
