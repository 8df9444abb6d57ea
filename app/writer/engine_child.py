"""The engine's process: the only code that imports llama_cpp.

Speaks JSON lines. In: {"op": "load" | "read" | "write" | "stop" | "quit", …}. Out:
{"event": …}. One "load", "read" or "write" is answered by exactly one of "loaded", "read",
"written", "stopped", "problem"; "text", "thinking", "loading" and "log" come in between. "stop" is
heard at once, by a thread of its own: llama.cpp asks an abort callback between the nodes of its
graph.
"""

from __future__ import annotations

import codecs
import ctypes
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, TextIO

# Tokens of the prompt worked on between two reports of progress.
_SLICE = 128
_LOOP_LINES = 6
_LOOP_TIMES = 6


class _Stopped(Exception):
    """The other side asked to stop."""


class Engine:
    """A loaded model and the conversation with the parent process."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._out_lock = threading.Lock()
        self._llm: Any = None
        self._formatter: Any = None
        self._stop = threading.Event()
        self._keep: list[Any] = []

    def say(self, event: str, **facts: object) -> None:
        """Send one line to the parent."""
        line = json.dumps({"event": event, **facts}, ensure_ascii=True)
        with self._out_lock:
            self._out.write(line + "\n")
            self._out.flush()

    def ask_to_stop(self) -> None:
        """Called from the listening thread."""
        self._stop.set()

    def answer(self, wish: dict[str, Any]) -> None:
        """Carry out one wish and say how it ended."""
        try:
            if wish["op"] == "load":
                self._load(wish)
            elif wish["op"] == "read":
                self._read(wish)
            else:
                self._write(wish)
        except _Stopped:
            self.say("stopped")
        except MemoryError as error:
            self.say("problem", kind="memory", detail=repr(error))
        except Exception as error:  # noqa: BLE001 - all of it belongs to the parent
            if self._stop.is_set():
                self.say("stopped")
            else:
                self.say("problem", kind=wish["op"], detail=f"{type(error).__name__}: {error}")

    def forget_stop(self) -> None:
        """A stop belongs to the wish that it was meant for."""
        self._stop.clear()

    def _load(self, wish: dict[str, Any]) -> None:
        import llama_cpp
        from llama_cpp import llama_chat_format
        from llama_cpp import llama_cpp as native

        log_callback = native.llama_log_callback(self._on_log)
        native.llama_log_set(log_callback, ctypes.c_void_p(0))
        progress_callback = native.llama_progress_callback(self._on_loading)
        abort_callback = native.ggml_abort_callback(lambda _data: self._stop.is_set())
        self._keep = [log_callback, progress_callback, abort_callback]
        defaults = native.llama_model_default_params

        def with_progress() -> Any:
            params = defaults()
            params.progress_callback = progress_callback
            return params

        # llama_cpp.Llama has no parameter for it (seen with 0.3.36).
        native.llama_model_default_params = with_progress
        try:
            self._llm = llama_cpp.Llama(
                model_path=wish["path"],
                n_ctx=wish["context"],
                n_batch=512,
                n_threads=wish["threads"],
                n_threads_batch=wish["threads"],
                verbose=True,
            )
        finally:
            native.llama_model_default_params = defaults
        native.llama_set_abort_callback(self._llm.ctx, abort_callback, ctypes.c_void_p(0))
        template = self._llm.metadata.get("tokenizer.chat_template")
        if not template:
            raise ValueError("the model file has no chat template")
        self._formatter = llama_chat_format.Jinja2ChatFormatter(
            template=template,
            eos_token=self._text_of(self._llm.token_eos()),
            bos_token=self._text_of(self._llm.token_bos()),
        )
        self.say("loaded", context=self._llm.n_ctx())

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        return str(self._llm.detokenize([token], special=True).decode("utf-8", "replace"))

    def _prompt_tokens(self, wish: dict[str, Any]) -> list[int]:
        messages = [{"role": role, "content": text} for role, text in wish["messages"]]
        text = self._formatter(messages=messages).prompt + wish["answer"]
        tokens: list[int] = self._llm.tokenize(text.encode("utf-8"), add_bos=False, special=True)
        return tokens

    def _read(self, wish: dict[str, Any]) -> None:
        """Have a prompt in memory before its like is asked for."""
        self._think(self._prompt_tokens(wish))
        self.say("read")

    def _write(self, wish: dict[str, Any]) -> None:
        begun = time.monotonic()
        llm = self._llm
        tokens = self._prompt_tokens(wish)
        room = llm.n_ctx() - len(tokens) - 8
        if room < 64:
            self.say("problem", kind="too-long", detail=f"{len(tokens)} tokens")
            return
        reused = self._think(tokens)
        most = min(wish["most_tokens"], room)
        first: float | None = None
        written = 0
        written_text = ""
        reason = "length"
        stops = [str(stop) for stop in wish["stop_texts"]]
        held = ""
        for piece, count in self._tokens(most, wish["temperature"], wish["seed"]):
            if first is None:
                first = time.monotonic() - begun
            written = count
            held += piece
            cut = min((at for at in (held.find(stop) for stop in stops) if at >= 0), default=-1)
            if cut >= 0:
                held = held[:cut]
                reason = "complete"
                break
            keep = _could_begin(held, stops)
            ready, held = held[: len(held) - keep], held[len(held) - keep :]
            if ready:
                written_text += ready
                self.say("text", text=ready)
                if _is_looping(written_text):
                    reason = "repeating"
                    break
        else:
            reason = "complete" if written < most else "length"
        if held:
            self.say("text", text=held)
        self.say(
            "written",
            reason=reason,
            prompt_tokens=len(tokens),
            reused_tokens=reused,
            written_tokens=written,
            first_token_seconds=first,
        )

    def _think(self, tokens: list[int]) -> int:
        """Work the prompt into the model's memory, past what it shares with the last one."""
        llm = self._llm
        known = llm._input_ids.tolist()
        shared = 0
        for old, new in zip(known, tokens[:-1], strict=False):
            if old != new:
                break
            shared += 1
        llm.n_tokens = shared
        for start in range(shared, len(tokens), _SLICE):
            self._check()
            self.say("thinking", done=start, total=len(tokens))
            llm.eval(tokens[start : start + _SLICE])
        self.say("thinking", done=len(tokens), total=len(tokens))
        return shared

    def _tokens(self, most: int, temperature: float, seed: int) -> Iterator[tuple[str, int]]:
        """Pieces of text and how many tokens were written so far, until the model ends."""
        from llama_cpp import llama_cpp as native

        llm = self._llm
        llm._seed = seed
        sampler = llm._init_sampler(
            temp=temperature, top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.0
        )
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        vocab = native.llama_model_get_vocab(llm.model)
        for count in range(1, most + 1):
            self._check()
            token = sampler.sample(llm._ctx, -1)
            if native.llama_vocab_is_eog(vocab, token):
                return
            yield decoder.decode(llm.detokenize([token], special=False)), count
            llm.eval([token])

    def _check(self) -> None:
        if self._stop.is_set():
            raise _Stopped

    def _on_log(self, _level: int, text: bytes, _data: object) -> None:
        self.say("log", text=text.decode("utf-8", "replace").rstrip("\n"))

    def _on_loading(self, fraction: float, _data: object) -> bool:
        self.say("loading", fraction=fraction)
        return not self._stop.is_set()


def _could_begin(text: str, stops: list[str]) -> int:
    """How many characters at the end may be the beginning of a stop text."""
    longest = max((len(stop) for stop in stops), default=1) - 1
    for size in range(min(longest, len(text)), 0, -1):
        if any(stop.startswith(text[-size:]) for stop in stops):
            return size
    return 0


def _is_looping(text: str) -> bool:
    """Whether the last lines repeat themselves, as small models do when they are lost."""
    lines = text.split("\n")[:-1]
    for period in range(1, _LOOP_LINES + 1):
        needed = period * _LOOP_TIMES
        tail = lines[-needed:]
        if len(tail) == needed and any(line.strip() for line in tail[:period]):
            block = tail[:period]
            if all(tail[start : start + period] == block for start in range(0, needed, period)):
                return True
    return False


def main() -> None:
    """Serve the parent until it says "quit" or goes away."""
    # Native code may print to file descriptor 1: keep the real one for the protocol.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    engine = Engine(out)
    wishes: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            wish = json.loads(line)
            if wish["op"] == "stop":
                engine.ask_to_stop()
            else:
                engine.forget_stop()
                wishes.put(wish)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        wish = wishes.get()
        if wish["op"] == "quit":
            os._exit(0)
        engine.answer(wish)


if __name__ == "__main__":
    main()
