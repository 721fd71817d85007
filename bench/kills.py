"""kill -9 of the worker and the web server, at random, while people go on: nothing lost, doubled or half.

`python -m bench kills [how many] [seed]`. The house is `make run` without its made-up town; when it stops because
one of its processes was shot, it is begun again at once. Messages leave over HTTP to a gateway that outlives it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import psycopg

from bench import browsing, people
from bench.house import House
from bench.place import SMALL, Town, bound, town
from bench.receiver import Receiver
from bench.whole import Questions

KILLS = 100
LONGEST_LIFE = 2.0  # seconds that a whole house gets at most before the next shot
FALLING = 60  # seconds the house gets to stop without one of its processes
SLOWEST = 0.2  # seconds the gateway may keep a worker waiting after it took a message
SETTLING = 900  # seconds at most until everything has left: a dead worker's hold on a message lasts two minutes


def main(words: list[str]) -> int:
    """Shoot, look, print; 0 when nothing is wrong."""
    kills = int(words[0]) if words else KILLS
    seed = int(words[1]) if len(words) > 1 else time.time_ns() % 10**6
    print(f"{kills} keer kill -9, met zaad {seed}", flush=True)
    with Receiver(SLOWEST) as receiver, town(SMALL) as place:
        cookies = browsing.sign_in_all(place.counsellors[: people.COUNSELLORS], place.organisation_id)
        with psycopg.connect(place.conninfo, autocommit=True) as database:
            began = database.execute("SELECT now()").fetchone()
            assert began is not None
            questions = Questions(database, began[0])
            memory = people.Memory()
            with House() as house:
                _shoot_while_they_go_on(house, memory, [browsing.with_form(one) for one in cookies], place, kills, seed)
                settled = _settle(questions)
            database.execute("ANALYZE")
            return _judge(questions, memory, receiver, settled)


def _shoot_while_they_go_on(
    house: House, memory: people.Memory, cookies: list[str], place: Town, kills: int, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    works = people.go_on(memory, cookies, place.conninfo, seed)
    shot = {"werker": 0, "web": 0, "antwoorder": 0}
    began, away = time.perf_counter(), []
    try:
        for turn in range(1, kills + 1):
            time.sleep(chance.random() * LONGEST_LIFE)
            shot[_shoot(house, chance)] += 1
            away.append(house.until_whole())
            if turn % 10 == 0:
                print(f"  {turn} geschoten, {len(memory.signed_up)} aanmeldingen bevestigd", flush=True)
    finally:
        memory.stop.set()
        for work in works:
            work.join()
    took = time.perf_counter() - began
    victims = ", ".join(f"{count} {name}" for name, count in shot.items())
    print(f"geschoten in {took:.0f} s: {victims}; langste tijd tot alles weer liep {max(away):.1f} s")


def _shoot(house: House, chance: random.Random) -> str:
    """One victim: the worker, the process that holds the web server, or one of those that answer."""
    parts = house.parts()
    while parts is None:  # one of them ended by itself just now
        house.until_whole()
        parts = house.parts()
    victim = chance.choice(("werker", "web", "antwoorder"))
    pid = {"werker": parts.worker, "web": parts.web, "antwoorder": chance.choice(parts.answering)}[victim]
    os.kill(pid, signal.SIGKILL)
    # Without one of its own processes the whole house stops, and says so.
    if victim != "antwoorder" and not house.fell(FALLING):
        raise SystemExit(f"zonder {victim} ({pid}) stopt het huis niet:\n{house.last_words()}")
    return victim


def _settle(questions: Questions) -> float:
    """Until every message has left and every line is sealed; how many seconds."""
    began = time.perf_counter()
    while time.perf_counter() - began < SETTLING:
        if questions.waiting() == 0 and questions.unsealed() == 0:
            break
        time.sleep(2)
    return time.perf_counter() - began


def _judge(questions: Questions, memory: people.Memory, receiver: Receiver, settled: float) -> int:
    there = questions.signups_of()
    missing = sum(phone not in there for phone in memory.signed_up)
    unknown = set(there) - memory.signed_up - memory.unanswered
    made, lost, twice = questions.messages(receiver)
    again = sum(receiver.offered.values()) - len(receiver.taken)
    kept = sum(phone in there for phone in memory.unanswered)
    print(
        f"aanmeldingen: {len(memory.signed_up)} bevestigd; {len(memory.unanswered)} zonder antwoord, waarvan {kept} "
        f"heel aangekomen; contactpogingen bevestigd: {len(memory.called)}; opnieuw verstuurd: {memory.repeated}\n"
        f"berichten: {made}, waarvan {again} keer nog eens aangeboden onder dezelfde sleutel; "
        f"alles weg en verzegeld na {settled:.0f} s"
    )
    for words in memory.strange[:5]:
        print(f"     vreemd antwoord: {words}")
    good = [
        bound("bevestigde aanmeldingen die er niet zijn", missing, "<=", 0),
        bound("aanmeldingen dubbel, of van niemand", sum(there.values()) - len(there) + len(unknown), "<=", 0),
        bound("halve aanmeldingen", questions.half_signups(), "<=", 0),
        bound("bevestigde contactpogingen die er niet zijn", len(memory.called - questions.attempts_of()), "<=", 0),
        bound("halve contactpogingen", questions.half_attempts(), "<=", 0),
        bound("berichten kwijt", lost, "<=", 0),
        bound("berichten dubbel aangekomen", twice, "<=", 0),
        bound("berichten of beurten die blijven hangen", questions.waiting(), "<=", 0),
        bound("wijzigingen zonder hun regel in het logboek", questions.unlogged(), "<=", 0),
        bound("regels zonder zegel", questions.unsealed(), "<=", 0),
        bound("vreemde antwoorden", len(memory.strange), "<=", 0),
        bound("houvast audit verify: uitkomst", _audit_verify(), "<=", 0),
        bound("aanmeldingen bevestigd (anders meten wij niets)", len(memory.signed_up), ">=", 1),
    ]
    return 0 if all(good) else 1


def _audit_verify() -> int:
    command = [sys.executable, "-m", "houvast.web.cli.main", "audit", "verify"]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program
