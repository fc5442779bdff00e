"""When a server's memory is at rest, as IdleMemory of side-by-side has it; looks are half a second apart.

A JVM gives back what its compilers had every five seconds and within one more, and borrows it again: what it keeps is the
least that it had for longer than that.
"""

REST_LOOKS, MOST_LOOKS, CHANGE = 14, 61, 0.002


def kept(looks):
    """The least over the last looks."""
    return min(looks[-REST_LOOKS:])


def at_rest(looks):
    """Whether a server keeps what it kept as long before: slow growth changes little from one look to the next."""
    before = looks[:-REST_LOOKS]
    return len(before) >= REST_LOOKS and abs(kept(looks) / kept(before) - 1) <= CHANGE


def settled(look):
    """Looks until the memory is at rest, for half a minute at most: what it keeps, and whether it is at rest."""
    looks = []
    while not at_rest(looks) and len(looks) < MOST_LOOKS:
        looks.append(look())
    return kept(looks), at_rest(looks)
