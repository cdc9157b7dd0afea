/** Lets some milliseconds of real time pass: here time is the adversary's tool, not a way to wait for something. */
export function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
