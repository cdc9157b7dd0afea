/**
 * Whether a simulated process runs, is frozen (SIGSTOP) or dead (SIGKILL). Everything it waits for comes to it through `pass`:
 * a frozen process learns nothing before it thaws, a dead one never does.
 */
export type Pulse = {
  readonly state: 'running' | 'frozen' | 'dead';
  pass<Value>(awaited: Promise<Value>): Promise<Value>;
  freeze(): void;
  thaw(): void;
  kill(): void;
  /** Does something at its death (at once if it is dead); returns the way to take that back. */
  onDeath(act: () => void): () => void;
};

/** A process that runs. */
export function startPulse(): Pulse {
  let state: Pulse['state'] = 'running';
  let thawed = Promise.resolve();
  let letGo = () => {};
  const wills = new Set<() => void>();

  async function running(): Promise<void> {
    if (state === 'running') return;
    await (state === 'frozen' ? thawed : new Promise<never>(() => {}));
    return running();
  }

  return {
    get state() {
      return state;
    },
    async pass(awaited) {
      try {
        return await awaited;
      } finally {
        await running();
      }
    },
    freeze() {
      if (state !== 'running') return;
      state = 'frozen';
      thawed = new Promise((resolve) => {
        letGo = resolve;
      });
    },
    thaw() {
      if (state !== 'frozen') return;
      state = 'running';
      letGo();
    },
    kill() {
      if (state === 'dead') return;
      state = 'dead';
      letGo();
      for (const act of wills) act();
    },
    onDeath(act) {
      if (state === 'dead') act();
      else wills.add(act);
      return () => wills.delete(act);
    },
  };
}
