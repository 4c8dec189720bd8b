/*
 * The exchange between one server and two devices, with a server that is restored from backups.
 *
 * Every device writes changes, keeps them in a queue, sends the queue and fetches the server's log. Messages and
 * answers get lost, the server is restored from an earlier backup (or comes up empty), and a device may be lost and
 * replaced by a new one. The model claims, for every order in which all this can happen:
 *
 *   1  No loss: once the disturbances stop, every change of which a copy was left somewhere is in the server's log.
 *   2  Once: no log, neither the server's nor a device's, ever holds a change twice.
 *   3  Order: of one device's changes, none enters the log before the ones that the device made earlier.
 *   4  Convergence: after two undisturbed rounds, both devices hold exactly the server's log and wait for nothing.
 *
 * Claims 1 and 4 are checked from every single state that can be reached, see `calm`.
 *
 * What stands for what:
 *   - A log is the row of its entries. An entry is the id of a change and the time (`eff`) that it got when the server
 *     took it. For the time the model takes the number of restores so far: two entries for the same change differ
 *     exactly when the server took the change twice, because a restore had made it forget the first time.
 *   - A version "rev.hash" names a log up to that revision and everything before it. Here the whole row is compared,
 *     which is what the chain of hashes is for. BUG_NUMBER_ONLY compares the revisions alone.
 *   - A request and its answer are one step, and between them nothing else happens. That leaves nothing out: while a
 *     device waits for its answer it does nothing but queue new changes, and these do not mix with the answer.
 *   - A request that is lost changes nothing, so it needs no step. An answer that is lost has a step of its own where
 *     the device would have learnt something from it. With -DLATE=1, one request arrives after its sender has given it
 *     up and gone on; so does a `recover` whose fork was found before a restore.
 *   - Entries are fetched one at a time: a larger page is several steps with nothing between them.
 */

#ifndef RESTORES
#define RESTORES 2 /* how often the server is restored */
#endif
#ifndef REPLACEMENTS
#define REPLACEMENTS 1 /* how often a device is lost and replaced */
#endif
#ifndef SECOND
#define SECOND 2 /* how many changes the second device makes; the first makes 2 */
#endif
#ifdef BUG_ANY_FORK /* needs one */
#define LATE 1
#endif
#ifndef LATE
#define LATE 0 /* how many requests arrive when nobody waits for them any more */
#endif
#define DEVICES 2
#define CHANGES 2 /* that a device makes at most */
#define ALL_CHANGES 4

/*
 * Ids: 1 and 2 are the first device's changes, 3 and 4 the second's. From 5 on, records of recovered branches: one for
 * each restore and device. A device finds itself off the server's log at most once after each restore.
 */
#define CHANGE(device, n) ((device) * CHANGES + (n)) /* the n-th of a device, from 1 */
#define RECORD(device) (ALL_CHANGES + 1 + (restores - 1) * DEVICES + (device))
#define IS_CHANGE(id) ((id) <= ALL_CHANGES)
#define AUTHOR(id) (((id) - 1) / CHANGES)
#define IS_FIRST(id) (((id) - 1) % CHANGES == 0)
#define BIT(id) (1 << (id))
#define LOG_MAX 8

#ifdef BUG_NUMBER_ONLY /* a version is its number */
#define SAME(mine, theirs) true
#else
#define SAME(mine, theirs) ((mine) == (theirs))
#endif

#ifdef BUG_PUSH_OVER_LIMBO /* new changes overtake those that wait in limbo */
#define MAY_PUSH(device) true
#else
#define MAY_PUSH(device) (limbo[device].length == 0)
#endif

/* An entry: the id in the low four bits, the time above. */
#define ENTRY(id, time) ((id) | ((time) << 4))
#define ID(entry) ((entry) & 15)

typedef Log {
    byte entry[LOG_MAX];
    byte length;
}

/* The server: its log, and the backup that was taken last. Before the first one, a backup is an empty log. */
Log server;
Log backup;
byte restores;

/* The devices. */
Log tail[DEVICES];     /* the server's log as far as the device has fetched it; its end is the device's version */
Log limbo[DEVICES];    /* entries of branches that the server has lost, in order, until they are seen again */
byte made[DEVICES];    /* how many changes the device has made */
short queued[DEVICES]; /* its changes that it has not seen in the log yet, as bits */
byte replacements;

/* A request on a long way: what the server has to know, and what it brings. Room for it only where it is used. */
#if LATE > 0
#define LATE_MAX LOG_MAX
#else
#define LATE_MAX 1
#endif
typedef LateLog {
    byte entry[LATE_MAX];
    byte length;
}
LateLog lateHead;
LateLog lateItems;
bool lateIsPush; /* else it recovers */
byte late;

/* No part of the protocol, only of the claims: what this device has ever had on its disk. */
short had[DEVICES];

/* Scratch: always written before it is read, inside one step; so it is no part of the state. */
hidden byte i, j, k, m, d, turn;
hidden byte forkAt, sent;
hidden byte isThere, isKnown;
hidden short expected;

/* What the claims are called in an error. */
hidden byte noLoss, once, inOrder, converged;

/* ---- logs ------------------------------------------------------------------------------------------------------ */

inline append(log, what)
{
    assert(log.length < LOG_MAX); /* the model's own bound, which it never meets */
    log.entry[log.length] = what;
    log.length++
}

inline find(log, id)
{
    isThere = false;
    i = 0;
    do
    :: i < log.length ->
        if
        :: ID(log.entry[i]) == id -> isThere = true
        :: else
        fi;
        i++
    :: else -> break
    od
}

/* What is cut off is zeroed: two equal logs are then equal in every byte, and count as one state. */
inline cutTo(log, newLength)
{
    do
    :: log.length > newLength -> log.length--; log.entry[log.length] = 0
    :: else -> break
    od
}

inline copy(from, to)
{
    cutTo(to, 0);
    i = 0;
    do
    :: i < from.length -> append(to, from.entry[i]); i++
    :: else -> break
    od
}

inline removeId(log, id)
{
    i = 0; /* reads */
    j = 0; /* writes */
    do
    :: i < log.length ->
        if
        :: ID(log.entry[i]) != id -> log.entry[j] = log.entry[i]; j++
        :: else
        fi;
        i++
    :: else -> break
    od;
    cutTo(log, j)
}

/* ---- the server ------------------------------------------------------------------------------------------------ */

/* Does the server know the version that a device names as its head? And how far do both agree? */
inline compareHeads(head)
{
    forkAt = 0;
    do
    :: forkAt < head.length && forkAt < server.length && SAME(head.entry[forkAt], server.entry[forkAt]) -> forkAt++
    :: else -> break
    od;
    isKnown = (forkAt == head.length)
}

/* Takes one entry into the log, or finds that it is there. This is what makes it harmless to send anything again. */
inline accept(what)
{
    find(server, ID(what));
#ifdef BUG_NO_IDS
    isThere = false;
#endif
    if
    :: !isThere ->
        if
        :: IS_CHANGE(ID(what)) && !IS_FIRST(ID(what)) ->
            find(server, ID(what) - 1);
            inOrder = isThere;
            assert(inOrder) /* claim 3 */
        :: else
        fi;
        append(server, what)
    :: else
    fi
}

/* After the last restore the backup is of no use any more; without it there are fewer states. */
inline countRestore()
{
    restores++;
    if
    :: restores == RESTORES -> cutTo(backup, 0)
    :: else
    fi
}

/* ---- a device's requests --------------------------------------------------------------------------------------- */

/*
 * Push: the first `count` changes of the queue, in its order. A server that does not know the device's version takes
 * none of them (409 unknown_version). While there are entries in limbo the queue waits: they came before it.
 */
inline push(device, count, isAnswered)
{
    compareHeads(tail[device]);
    if
    :: isKnown && MAY_PUSH(device) ->
        sent = 0;
        m = 1;
        do
        :: m <= CHANGES ->
            if
            :: (queued[device] & BIT(CHANGE(device, m))) && sent < count ->
                accept(ENTRY(CHANGE(device, m), restores));
                sent++;
#ifdef BUG_DROP_AT_PUSH
                if
                :: isAnswered -> queued[device] = queued[device] & ~BIT(CHANGE(device, m))
                :: else
                fi
#endif
            :: else
            fi;
            m++
        :: else -> break
        od
    :: else
    fi
}

/*
 * Recover: the server does not know the device's version. The device looks for the last revision on which both agree
 * (the fork; by the probes in the answer), and offers what it has from there on, with the times that the entries have:
 * a record of the branch, then the end of its tail, then what was in limbo before, which had come later still.
 * The server takes what it does not know. Once the answer is there the device goes back to the fork, and keeps all that
 * it has offered in limbo: an answer is no proof, the server may be restored again.
 */
inline recover(device, isAnswered)
{
    compareHeads(tail[device]);
    if
    :: !isKnown ->
#ifdef BUG_LIMBO_FIRST
        offerLimbo(device);
#endif
        accept(ENTRY(RECORD(device), 0));
        k = forkAt;
        do
        :: k < tail[device].length -> accept(tail[device].entry[k]); k++
        :: else -> break
        od;
        offerLimbo(device);
        if
        :: isAnswered -> rewind(device)
        :: else
        fi
    :: else
    fi
}

/* Limbo becomes: the record, the tail from the fork on, the old limbo. The tail ends at the fork. */
inline rewind(device)
{
#ifndef BUG_FORGET_LIMBO
    k = 1 + tail[device].length - forkAt; /* so many are put before the old ones */
    assert(limbo[device].length + k <= LOG_MAX);
    m = limbo[device].length;
    do
    :: m > 0 -> m--; limbo[device].entry[m + k] = limbo[device].entry[m]
    :: else -> break
    od;
    limbo[device].length = limbo[device].length + k;
    limbo[device].entry[0] = ENTRY(RECORD(device), 0);
    m = 1;
    do
    :: m < k -> limbo[device].entry[m] = tail[device].entry[forkAt + m - 1]; m++
    :: else -> break
    od;
#endif
    cutTo(tail[device], forkAt)
}

/* Offers again what is in limbo. Where nothing was lost meanwhile, the server knows all of it. */
inline offerLimbo(device)
{
    k = 0;
    do
    :: k < limbo[device].length -> accept(limbo[device].entry[k]); k++
    :: else -> break
    od
}

/* The same as a request of its own, from a device whose version the server knows. */
inline offerAgain(device)
{
#ifndef BUG_OFFER_ONCE /* what was offered and answered is taken for safe */
    compareHeads(tail[device]);
    if
    :: isKnown -> offerLimbo(device)
    :: else
    fi
#else
    skip
#endif
}

/*
 * Pull: the entry after the device's version. What is seen in the log leaves queue and limbo, in the same transaction
 * that adds it to the tail; nothing leaves them in any other way.
 */
inline pull(device)
{
    compareHeads(tail[device]);
    if
    :: isKnown && tail[device].length < server.length ->
        k = server.entry[tail[device].length];
        find(tail[device], ID(k));
        once = !isThere;
        assert(once); /* claim 2 */
        append(tail[device], k);
        removeId(limbo[device], ID(k));
        queued[device] = queued[device] & ~BIT(ID(k));
        had[device] = had[device] | BIT(ID(k))
    :: else
    fi
}

/* ---- a request on a long way ----------------------------------------------------------------------------------- */

/*
 * A request is sent, and its sender gives it up, because no answer comes; what it does next is as if the request had
 * been lost. But the request is on its way, and before it arrives the device may send others, the server be restored.
 */
inline sendLate(device)
{
    late++;
    compareHeads(tail[device]);
    if
    :: isKnown && queued[device] && MAY_PUSH(device) ->
        lateIsPush = true;
        copy(tail[device], lateHead);
        m = 1;
        do
        :: m <= CHANGES ->
            if
            :: queued[device] & BIT(CHANGE(device, m)) -> append(lateItems, ENTRY(CHANGE(device, m), 0))
            :: else
            fi;
            m++
        :: else -> break
        od
    :: !isKnown ->
        /* The fork is what the server knew when it was asked. */
        copy(tail[device], lateHead);
        cutTo(lateHead, forkAt);
        append(lateItems, ENTRY(RECORD(device), 0));
        k = forkAt;
        do
        :: k < tail[device].length -> append(lateItems, tail[device].entry[k]); k++
        :: else -> break
        od;
        k = 0;
        do
        :: k < limbo[device].length -> append(lateItems, limbo[device].entry[k]); k++
        :: else -> break
        od
    :: else
    fi
}

/* The server checks what every request names, its head or its fork, at the moment when it takes what it brings. */
inline arriveLate()
{
    compareHeads(lateHead);
#ifdef BUG_ANY_FORK /* what is recovered is taken wherever the server is now */
    isKnown = (isKnown || !lateIsPush);
#endif
    if
    :: isKnown ->
        k = 0;
        do
        :: k < lateItems.length ->
            if
            :: lateIsPush -> accept(ENTRY(ID(lateItems.entry[k]), restores))
            :: else -> accept(lateItems.entry[k])
            fi;
            k++
        :: else -> break
        od
    :: else
    fi;
    dropLate()
}

inline dropLate()
{
    cutTo(lateHead, 0);
    cutTo(lateItems, 0);
    lateIsPush = false
}

/* ---- once all is calm ------------------------------------------------------------------------------------------ */

inline pullAll(device)
{
    compareHeads(tail[device]);
    do
    :: isKnown && tail[device].length < server.length -> pull(device)
    :: else -> break
    od
}

/* What a device does in one undisturbed round. */
inline sync(device)
{
    recover(device, true);
    pullAll(device);
    if
    :: limbo[device].length > 0 -> offerAgain(device); pullAll(device)
    :: else
    fi;
    push(device, CHANGES, true);
    pullAll(device)
}

/*
 * From here on nothing is lost any more. This step may come in any state, so that the claims are checked from all of
 * them; everything is zeroed at the end, so that the check adds one state and not one for each.
 */
inline calm()
{
    /* What has to be in the log: all that the server has, and all that a device ever had which is still there. */
    expected = had[0] | had[1];
    k = 0;
    do
    :: k < server.length -> expected = expected | BIT(ID(server.entry[k])); k++
    :: else -> break
    od;

    turn = 0;
    do
    :: turn < 2 -> sync(0); sync(1); turn++
    :: else -> break
    od;

    k = 1;
    do
    :: k <= ALL_CHANGES ->
        if
        :: expected & BIT(k) -> find(server, k); noLoss = isThere; assert(noLoss) /* claim 1 */
        :: else
        fi;
        k++
    :: else -> break
    od;

    d = 0;
    do
    :: d < DEVICES -> /* claim 4 */
        converged = (queued[d] == 0 && limbo[d].length == 0 && tail[d].length == server.length);
        k = 0;
        do
        :: k < server.length -> converged = (converged && tail[d].entry[k] == server.entry[k]); k++
        :: else -> break
        od;
        assert(converged);
        d++
    :: else -> break
    od;

    cutTo(server, 0);
    cutTo(backup, 0);
    dropLate();
    late = 0;
    restores = 0;
    replacements = 0;
    d = 0;
    do
    :: d < DEVICES -> forget(d); made[d] = 0; d++
    :: else -> break
    od
}

inline forget(device)
{
    cutTo(tail[device], 0);
    cutTo(limbo[device], 0);
    queued[device] = 0;
    had[device] = 0
}

/* ---- everything that may happen, in any order ------------------------------------------------------------------ */

bool isCalm;

/*
 * With as many changes each, the devices are alike: that the first change of all is the first device's leaves out what
 * would be the same again.
 */
#define MAY_WRITE(device) (made[device] < ((device) == 0 -> CHANGES : SECOND) && \
    ((device) == 0 || SECOND < CHANGES || made[0] > 0))

active [DEVICES] proctype device() provided (!isCalm)
{
end:
    do
    :: d_step {
        /* Somebody makes a change; it is in the queue in the same transaction. */
        MAY_WRITE(_pid) ->
        made[_pid]++;
        queued[_pid] = queued[_pid] | BIT(CHANGE(_pid, made[_pid]));
        had[_pid] = had[_pid] | BIT(CHANGE(_pid, made[_pid]));
        printf("device %d makes change %d\n", _pid, CHANGE(_pid, made[_pid]))
    }
    /* It sends its queue or the start of it, and reads the answer or not. */
    :: d_step { queued[_pid] != 0 -> push(_pid, 1, true); printf("device %d pushes one change\n", _pid) }
    :: d_step { queued[_pid] != 0 -> push(_pid, CHANGES, true); printf("device %d pushes\n", _pid) }
    :: d_step { queued[_pid] != 0 -> push(_pid, CHANGES, false); printf("device %d pushes, answer lost\n", _pid) }
    :: d_step { pull(_pid); printf("device %d pulls, has %d entries now\n", _pid, tail[_pid].length) }
    :: d_step { recover(_pid, true); printf("device %d recovers, fork %d\n", _pid, forkAt) }
    :: d_step { recover(_pid, false); printf("device %d recovers, fork %d, answer lost\n", _pid, forkAt) }
    :: d_step { limbo[_pid].length > 0 -> offerAgain(_pid); printf("device %d offers its limbo again\n", _pid) }
    :: d_step {
        late < LATE && (queued[_pid] != 0 || tail[_pid].length > 0) ->
        sendLate(_pid);
        printf("device %d sends %d changes on a long way\n", _pid, lateItems.length)
    }
    :: d_step {
        /* It is lost with all that was on it. A new one takes its place, starts with nothing, and only reads. */
        replacements < REPLACEMENTS ->
        replacements++;
        forget(_pid);
        made[_pid] = CHANGES;
        printf("device %d is replaced\n", _pid)
    }
    od
}

active proctype world()
{
    do
    :: d_step { restores < RESTORES -> copy(server, backup); printf("backup of %d entries\n", server.length) }
    :: d_step {
        /* The server comes up with the backup ... */
        restores < RESTORES && server.length > 0 ->
        copy(backup, server);
        countRestore();
        printf("server restored to %d entries\n", server.length)
    }
    :: d_step {
        /* ... or with nothing at all. */
        restores < RESTORES && server.length > 0 ->
        cutTo(server, 0);
        countRestore();
        printf("server rebuilt empty\n")
    }
    :: d_step {
        lateItems.length > 0 -> arriveLate();
        printf("the late request arrives, the log has %d entries\n", server.length)
    }
    :: d_step { calm(); isCalm = true; printf("calm\n") } -> break
    od
}
