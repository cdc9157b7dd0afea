import type { Row, Tell } from './read-tables.ts';
import type { LaneShape, Limits, Shaping } from './shaping.ts';

const mostLanes = 200;

/** The lanes of `base` with these rows laid over them; `agreed` says whose rows they are. */
export function readLanes(rows: readonly Row[], base: Shaping, agreed: boolean, tell: Tell): Map<string, LaneShape> {
  const lanes = new Map(base.lanes);
  const named = new Map<string, number>();
  const spoken = new Map<string, string>();
  for (const row of rows) {
    const read = readLane(row, base.lanes, agreed, tell);
    if (read === undefined) continue;
    const before = named.get(read.lane);
    if (before !== undefined) tell(row.line, `the lane ${read.lane} has a row already, on line ${before}`);
    named.set(read.lane, row.line);
    for (const claim of [
      ...read.domains.map((domain) => `domain ${domain}`),
      ...read.mx.map((host) => `mail host ${host}`),
    ]) {
      const other = spoken.get(claim);
      if (other !== undefined && other !== read.lane) tell(row.line, `the ${claim} is in the lane ${other} already`);
      spoken.set(claim, read.lane);
    }
    lanes.set(read.lane, read);
  }
  if (lanes.size > mostLanes) tell(1, `there are ${lanes.size} lanes; at most ${mostLanes} are allowed`);
  return new Map([...lanes].map(([name, lane]) => [name, withoutClaimed(lane, spoken)]));
}

/** What a row names has left every other lane. */
function withoutClaimed(lane: LaneShape, spoken: ReadonlyMap<string, string>): LaneShape {
  const stays = (claim: string) => (spoken.get(claim) ?? lane.lane) === lane.lane;
  return {
    ...lane,
    domains: lane.domains.filter((domain) => stays(`domain ${domain}`)),
    mx: lane.mx.filter((host) => stays(`mail host ${host}`)),
  };
}

function readLane(
  row: Row,
  before: ReadonlyMap<string, LaneShape>,
  agreed: boolean,
  tell: Tell,
): LaneShape | undefined {
  const lane = row.cell('lane');
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(lane) || lane.length > 40 || /^tail-\d+$/.test(lane)) {
    tell(
      row.line,
      `lane "${lane}": write a name in lower case, such as gmail or my-partner (tail-1 and so on are taken)`,
    );
    return undefined;
  }
  const old = before.get(lane);
  const read = <Value>(
    column: string,
    was: (old: LaneShape) => Value,
    reader: (cell: string) => Value | Mistake,
  ): Value | Mistake => {
    const cell = row.cell(column);
    const value =
      cell === '='
        ? old === undefined
          ? mistake('there is no lane of this name to take it from')
          : was(old)
        : reader(cell);
    if (value instanceof Mistake) tell(row.line, `${column} "${cell}": ${value.advice}`);
    return value;
  };
  const domains = read('domains', (was) => was.domains, readNames);
  const mx = read('mx', (was) => was.mx, readNames);
  const connections = read('connections', (was) => was.limits.connections, readConnections);
  const lettersPerConnection = read(
    'letters per connection',
    (was) => was.limits.lettersPerConnection,
    readLettersPerConnection,
  );
  const lettersPerSecond = read('letters per second', (was) => was.limits.lettersPerSecond, readLettersPerSecond);
  if (
    domains instanceof Mistake ||
    mx instanceof Mistake ||
    connections instanceof Mistake ||
    lettersPerConnection instanceof Mistake ||
    lettersPerSecond instanceof Mistake
  ) {
    return undefined;
  }
  const limits: Limits = { connections, lettersPerConnection, lettersPerSecond };
  return { lane, domains, mx, limits, agreed };
}

class Mistake {
  readonly advice: string;
  constructor(advice: string) {
    this.advice = advice;
  }
}

function mistake(advice: string): Mistake {
  return new Mistake(advice);
}

function readNames(cell: string): readonly string[] | Mistake {
  if (cell === '*') return [];
  const names = cell.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !/^\.?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(name));
  if (wrong === undefined) return names;
  return mistake(`"${wrong}" is no name; write example.com, .example.com for all below it, or several with commas`);
}

function readConnections(cell: string): number | Mistake {
  return whole(cell, 500) ?? mistake('write a number from 1 to 500');
}

function readLettersPerConnection(cell: string): number | undefined | Mistake {
  return cell === '*'
    ? undefined
    : (whole(cell, 100_000) ?? mistake('write a number from 1 to 100000, or * for no limit'));
}

function readLettersPerSecond(cell: string): number | undefined | Mistake {
  if (cell === '*') return undefined;
  const figure = /^\d{1,5}(?:\.\d{1,3})?$/.test(cell) ? Number(cell) : 0;
  return figure > 0 ? figure : mistake('write a number such as 10 or 0.5, or * for no limit');
}

function whole(cell: string, most: number): number | undefined {
  const figure = /^[1-9]\d{0,5}$/.test(cell) ? Number(cell) : most + 1;
  return figure <= most ? figure : undefined;
}
