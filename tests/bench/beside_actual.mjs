// Puts figures of this program and of Actual Budget, measured on one machine, beside each other.
//   node beside_actual.mjs OURS.jsonl ACTUAL.jsonl
import fs from 'node:fs';

const lines = file => fs.readFileSync(file, 'utf8').split('\n').filter(l => l.startsWith('{')).map(l => JSON.parse(l));
const [ours, theirs] = process.argv.slice(2).map(lines);
const middle = value => typeof value === 'number' ? value : value?.median ?? value?.med;

function beside(figure, mine, peer, { atLeast, moreIsBetter = false, note }) {
  if (mine === undefined || peer === undefined) {
    console.log(JSON.stringify({ figure, skipped: `no figure of ${mine === undefined ? 'ours' : 'Actual'}` }));
    return;
  }
  const times = moreIsBetter ? mine / peer : peer / mine;
  console.log(JSON.stringify({ figure, ours: mine, actual: peer, times_better: Math.round(times * 100) / 100, at_least: atLeast, reached: times >= atLeast, note }));
}

for (const peer of theirs.filter(l => l.figure === 'push')) {
  const n = peer.n;
  const mine = name => ours.find(l => l.figure === name && l.n === n)?.value;
  const of = name => theirs.find(l => l.figure === name && l.n === n);
  beside(`push_beside_actual_${n}`, mine('push'), middle(peer.sync_ms?.wall), { atLeast: 10, note: 'ms; made in actions of 1,000, as the peer makes them' });
  beside(`push_one_by_one_beside_actual_${n}`, mine('push_one_by_one'), middle(peer.sync_ms?.wall), { atLeast: 10, note: 'ms; each posting an action of its own' });
  const fresh = of('new_client_download_ms');
  beside(`new_device_beside_actual_${n}`, mine('new_device_first'), middle(fresh?.from_fresh_file?.wall), { atLeast: 1, note: 'ms; the peer from a file that another device has just uploaded, its best case' });
  const one = theirs.find(l => l.figure === 'incremental_ms' && l.n === n && l.added === 1);
  beside(`one_change_beside_actual_${n}`, ours.find(l => l.figure === 'one_change_from_a_to_b' && l.n === n)?.with_fsync_ms,
    one && middle(one.a_sync?.wall) + middle(one.b_sync?.wall), { atLeast: 1, note: 'ms; sync on A, then sync on B' });
}
const load = theirs.find(l => l.figure === 'throughput' && l.clients === 8);
beside('small_change_sets_beside_actual', ours.find(l => l.figure === 'small_change_sets_from_8_devices')?.value, middle(load?.requests_per_s),
  { atLeast: 10, moreIsBetter: true, note: 'per second, 8 devices, one small change set a request, plain HTTP' });
