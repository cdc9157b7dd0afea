/** The time now in epoch milliseconds with fractions: steady within the process, comparable between processes of one machine. */
export const now = (): number => performance.timeOrigin + performance.now();
