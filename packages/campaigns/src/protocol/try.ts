import { explore } from './adversary.ts';
import { anyWeather } from './weather.ts';
const t = performance.now();
const seeds = process.argv.slice(2).map(Number);
const e = await explore({ weather: anyWeather, patienceMs: 4000 }, seeds, { mostMs: 100000 });
const n = (f: (r: (typeof e.rounds)[number]) => number) => e.rounds.reduce((s, r) => s + f(r), 0);
console.log(performance.now() - t, 'seed', e.seed, e.violations.length, e.violations.slice(0, 8));
console.log({
  rows: n((r) => r.record.rows.length),
  dots: n((r) => r.record.dots.length),
  answers: n((r) => r.record.answers.length),
  late: n((r) => r.record.late),
  quiet: n((r) => r.record.quietTimes.length),
  kills: n((r) => r.tally.kills),
  freezes: n((r) => r.tally.freezes),
  cuts: n((r) => r.tally.cuts),
  lost: n((r) => r.tally.lostAnswers),
  again: n((r) => r.record.sentAgain.size),
  told: n((r) => r.record.told.length),
});
for (const r of e.rounds.slice(-1)) {
  console.log([...r.tally.troubles]);
  console.log(Map.groupBy(r.record.rows, (x) => x.state + ' ' + (x.reason ?? '')).size);
}
//; }
