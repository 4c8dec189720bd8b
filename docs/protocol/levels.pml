/*
 * Programs of different levels around one ledger.
 *
 * A level is a set of rules and of kinds of entries that a program knows. Two devices and the server start at level 1
 * and are updated to level 3 in any order and at any pace. The ledger has a level too: its owner raises it, never above
 * the server's, and that is an entry of the log which every program can read. A device that lags behind then meets
 * entries that it does not know. The model claims, for every order of writing, sending, fetching, updating and raising:
 *
 *   1  Nothing skipped, order kept: what a device has applied is the log's beginning, entry for entry. It stops right
 *      before the first entry that it does not know, and nowhere else.
 *   2  A device that has stopped goes on: people write on it, and its changes reach the log while the server can lift
 *      them to the ledger's level.
 *   3  A device never queues what the server could not keep.
 *   4  Order: of one device's changes, none enters the log before the ones that the device made earlier.
 *   5  Once everybody is updated, all devices catch up: they hold the server's log, and no change waits or is lost.
 *
 * Claims 1, 2 and 5 are checked from every single state that can be reached, see `calm`.
 *
 * What stands for what:
 *   - An entry is the id of a change and the level that is needed to read it. A change that is plain can be read by
 *     all, also where it has cells that are new: they are kept as they are. What needs the ledger's level is a new
 *     kind, or a change of an old kind to which the newer rules answer with something new. So a device may be unable
 *     to read what the server made of its own change.
 *   - A request carries one change, the smallest size there is. What is larger is several requests.
 *   - Requests and answers get lost as in exchange.pml. The server is not restored here.
 */

#define DEVICES 2
#define CHANGES 2 /* that a device makes */
#define ALL_CHANGES 4
#define LEVELS 3
#define BACK 1 /* from how many levels back the server lifts changes; 2 in truth, but then a fourth level is needed */

/* Ids: 1 and 2 are the first device's changes, 3 and 4 the second's; 5 and 6 raise the ledger to level 2 and 3. */
#define CHANGE(device, n) ((device) * CHANGES + (n)) /* the n-th of a device, from 1 */
#define RAISE(level) (ALL_CHANGES + (level) - 1)
#define IS_CHANGE(id) ((id) <= ALL_CHANGES)
#define IS_FIRST(id) (((id) - 1) % CHANGES == 0)
#define BIT(id) (1 << (id))
#define LOG_MAX 6

/* An entry: the id in the low four bits, the level that it needs above. */
#define ENTRY(id, needs) ((id) | ((needs) << 4))
#define ID(entry) ((entry) & 15)
#define NEEDS(entry) ((entry) >> 4)

#define LEAST(a, b) ((a) < (b) -> (a) : (b))

/* The server: its program's level, the ledger's, and the log. */
byte serverLevel = 1;
byte ledgerLevel = 1;
byte log[LOG_MAX];
byte logLength;

/* The devices. */
typedef Applied {
    byte entry[LOG_MAX];
    byte length;
}
Applied applied[DEVICES]; /* what the device has applied, in this order */
byte cursor[DEVICES];     /* how far it has read the log: where the toSend page begins */
byte level[DEVICES] = 1;  /* its program's level */
byte seenLevel[DEVICES] = 1; /* the ledger's level, as far as it has applied the log */
byte made[DEVICES];
byte queued[DEVICES]; /* changes that it has not seen in the log yet, as bits */
byte answered[DEVICES]; /* those of them that the server has said to have: they still wait to be seen */

/* The changes, as they are in the queue. */
byte written[ALL_CHANGES + 1]; /* the level at which a change was written */
byte isSpecial;                /* as bits: not plain, see above */

bool isCalm;

/* Scratch: always written before it is read, inside one step; so it is no part of the state. */
hidden byte i, k, m, d, turn, toSend, sentLevel, needed, page;
hidden byte isThere, isStopped;

/* What the claims are called in an error. */
hidden byte inOrder, isPrefix, stopsRightBefore, goesOn, canBeKept, caughtUp;

#ifdef BUG_WRITE_OWN_LEVEL /* a new program writes at its own level, whatever the ledger's is */
#define LEVEL_TO_WRITE(device) level[device]
#else
#define LEVEL_TO_WRITE(device) LEAST(level[device], seenLevel[device])
#endif

#ifdef BUG_PUSH_WAITS /* a device that cannot read on does not send either */
#define MAY_PUSH(device) (!isStopped)
#else
#define MAY_PUSH(device) true
#endif

/* ---- the server ------------------------------------------------------------------------------------------------ */

inline find(id)
{
    isThere = false;
    i = 0;
    do
    :: i < logLength ->
        if
        :: ID(log[i]) == id -> isThere = true
        :: else
        fi;
        i++
    :: else -> break
    od
}

inline append(what)
{
    assert(logLength < LOG_MAX);
    log[logLength] = what;
    logLength++
}

inline raise()
{
    ledgerLevel++;
    append(ENTRY(RAISE(ledgerLevel), 1))
}

/* ---- a device -------------------------------------------------------------------------------------------------- */

/* The devices are alike: that the first change of all is the first device's leaves out what would be the same again. */
#define MAY_WRITE(device) (made[device] < CHANGES && (device == 0 || made[0] > 0))

/* Somebody makes a change. Nothing of the protocol limits that, least of all a cursor that has stopped. */
inline write(device, special)
{
    made[device]++;
    m = CHANGE(device, made[device]);
    written[m] = LEVEL_TO_WRITE(device);
    canBeKept = (written[m] <= serverLevel);
    assert(canBeKept); /* claim 3 */
    queued[device] = queued[device] | BIT(m);
    isSpecial = isSpecial | (special * BIT(m))
}

/* Is the entry at the cursor one that the device does not know? */
inline look(device)
{
    isStopped = false;
    if
    :: cursor[device] < logLength && NEEDS(log[cursor[device]]) > level[device] -> isStopped = true
    :: else
    fi
}

/*
 * The next change to send: the first of which the server has not said that it has it. A device that has stopped may
 * never see its changes in the log before it is updated, so it must not begin at the queue's first each time. When all
 * are answered, it is the first again. 0: the queue is empty.
 */
inline chooseWhatToSend(device)
{
    toSend = 0;
    m = CHANGES;
    do
    :: m > 0 ->
        if
        :: queued[device] & BIT(CHANGE(device, m)) -> toSend = CHANGE(device, m)
        :: else
        fi;
        m--
    :: else -> break
    od;
#ifndef BUG_RESEND_FIRST
    m = CHANGES;
    do
    :: m > 0 ->
        if
        :: (queued[device] & ~answered[device]) & BIT(CHANGE(device, m)) -> toSend = CHANGE(device, m)
        :: else
        fi;
        m--
    :: else -> break
    od
#endif
}

/*
 * Push: one change. The device lifts it as far as it can itself: one that was written before an update goes out at the
 * level of now, else it would be refused for ever. The server lifts it the rest of the way, or refuses it if that is
 * too far (426 client_too_old); then it waits.
 */
inline push(device, isAnswered)
{
    look(device);
    chooseWhatToSend(device);
    if
    :: toSend != 0 && MAY_PUSH(device) ->
        sentLevel = written[toSend];
#ifndef BUG_QUEUE_STAYS_OLD
        if
        :: sentLevel < LEAST(level[device], ledgerLevel) -> sentLevel = LEAST(level[device], ledgerLevel)
        :: else
        fi;
#endif
        if
        :: sentLevel + BACK >= ledgerLevel ->
            find(toSend);
            if
            :: !isThere ->
                if
                :: !IS_FIRST(toSend) ->
                    find(toSend - 1);
                    inOrder = isThere;
                    assert(inOrder) /* claim 4 */
                :: else
                fi;
                needed = 1;
                if
                :: isSpecial & BIT(toSend) -> needed = ledgerLevel
                :: else
                fi;
                append(ENTRY(toSend, needed));
                isSpecial = isSpecial & ~BIT(toSend); /* the entry says it now */
                written[toSend] = 0 /* of no use any more; without it there are fewer states */
            :: else
            fi;
            if
            :: isAnswered -> answered[device] = answered[device] | BIT(toSend)
            :: else
            fi
        :: else
        fi
    :: else
    fi
}

inline apply(device, what)
{
    applied[device].entry[applied[device].length] = what;
    applied[device].length++;
    if
    :: IS_CHANGE(ID(what)) ->
        queued[device] = queued[device] & ~BIT(ID(what));
        answered[device] = answered[device] & ~BIT(ID(what))
    :: else -> seenLevel[device] = ID(what) - ALL_CHANGES + 1 /* it is raised */
    fi
}

/*
 * Pull: up to `limit` entries from the cursor on. Those before the first unknown one are applied, and the cursor stays
 * there.
 */
inline pull(device, limit)
{
    page = LEAST(cursor[device] + limit, logLength); /* where this page ends */
    isStopped = false;
#ifdef BUG_REFUSE_PAGE /* one unknown entry, and nothing of its page is applied */
    k = cursor[device];
    do
    :: k < page ->
        if
        :: NEEDS(log[k]) > level[device] -> isStopped = true
        :: else
        fi;
        k++
    :: else -> break
    od;
#endif
    do
    :: cursor[device] < page && !isStopped ->
        if
        :: NEEDS(log[cursor[device]]) <= level[device] ->
            apply(device, log[cursor[device]]);
            cursor[device]++
        :: else ->
#ifdef BUG_JUMP_OVER
            cursor[device]++ /* past the one entry */
#else
#ifdef BUG_CURSOR_TO_END
            cursor[device] = page /* the page counts as read */
#else
            isStopped = true
#endif
#endif
        fi
    :: else -> break
    od;
    checkPrefix(device)
}

/* Claim 1: what was applied is what the log begins with. */
inline checkPrefix(device)
{
    isPrefix = (applied[device].length == cursor[device]);
    k = 0;
    do
    :: k < applied[device].length ->
        if
        :: applied[device].entry[k] != log[k] -> isPrefix = false
        :: else
        fi;
        k++
    :: else -> break
    od;
    assert(isPrefix)
}

/* ---- once all is calm ------------------------------------------------------------------------------------------ */

/*
 * Three rounds in which nothing is lost: every device sends as often as it may have changes, then fetches pages. The
 * first brings the changes into the log, the second lets those see them that fetched before; one is to spare.
 */
inline threeRounds()
{
    turn = 0;
    do
    :: turn < 3 ->
        d = 0;
        do
        :: d < DEVICES ->
            push(d, true);
            push(d, true);
            pull(d, 4);
            pull(d, 4);
            d++
        :: else -> break
        od;
        turn++
    :: else -> break
    od
}

/* This step may come in any state, and zeroes everything at the end, so that the check adds only one state. */
inline calm()
{
    /* First nobody is updated. */
    threeRounds();
    d = 0;
    do
    :: d < DEVICES ->
        look(d);
        stopsRightBefore = (cursor[d] == logLength || isStopped);
        assert(stopsRightBefore); /* claim 1 */
        if
        :: level[d] + BACK >= ledgerLevel ->
            turn = 1;
            do
            :: turn <= made[d] -> find(CHANGE(d, turn)); goesOn = isThere; assert(goesOn); turn++ /* claim 2 */
            :: else -> break
            od
        :: else
        fi;
        d++
    :: else -> break
    od;

    /* Then everybody is. */
    serverLevel = LEVELS;
    level[0] = LEVELS;
    level[1] = LEVELS;
    threeRounds();
    d = 0;
    do
    :: d < DEVICES ->
        caughtUp = (queued[d] == 0 && cursor[d] == logLength && seenLevel[d] == ledgerLevel);
        assert(caughtUp); /* claim 5 */
        turn = 1;
        do
        :: turn <= made[d] -> find(CHANGE(d, turn)); caughtUp = isThere; assert(caughtUp); turn++
        :: else -> break
        od;
        d++
    :: else -> break
    od;

    serverLevel = 0;
    ledgerLevel = 0;
    isSpecial = 0;
    do
    :: logLength > 0 -> logLength--; log[logLength] = 0
    :: else -> break
    od;
    d = 0;
    do
    :: d < DEVICES ->
        do
        :: applied[d].length > 0 -> applied[d].length--; applied[d].entry[applied[d].length] = 0
        :: else -> break
        od;
        cursor[d] = 0;
        level[d] = 0;
        seenLevel[d] = 0;
        made[d] = 0;
        d++
    :: else -> break
    od;
    m = 0;
    do
    :: m <= ALL_CHANGES -> written[m] = 0; m++
    :: else -> break
    od
}

/* ---- everything that may happen, in any order ------------------------------------------------------------------ */

active [DEVICES] proctype device() provided (!isCalm)
{
end:
    do
    :: d_step { level[_pid] < LEVELS -> level[_pid]++; printf("device %d is now of level %d\n", _pid, level[_pid]) }
    :: d_step {
        MAY_WRITE(_pid) -> write(_pid, 0);
        printf("device %d writes %d at level %d\n", _pid, m, written[m])
    }
    :: d_step {
        MAY_WRITE(_pid) -> write(_pid, 1);
        printf("device %d writes %d at level %d, special\n", _pid, m, written[m])
    }
    :: d_step { queued[_pid] != 0 -> push(_pid, true); printf("device %d pushes %d\n", _pid, toSend) }
    :: d_step { queued[_pid] != 0 -> push(_pid, false); printf("device %d pushes %d, answer lost\n", _pid, toSend) }
    :: d_step {
        cursor[_pid] < logLength -> pull(_pid, 1);
        printf("device %d pulls one entry, is at %d\n", _pid, cursor[_pid])
    }
    :: d_step {
        cursor[_pid] < logLength -> pull(_pid, 4);
        printf("device %d pulls a page, is at %d\n", _pid, cursor[_pid])
    }
    od
}

active proctype world()
{
    do
    :: d_step { calm(); isCalm = true; printf("calm\n") } -> break
    :: d_step { ledgerLevel < serverLevel -> raise(); printf("the ledger is raised to level %d\n", ledgerLevel) }
    :: d_step { serverLevel < LEVELS -> serverLevel++; printf("the server is now of level %d\n", serverLevel) }
    od
}
