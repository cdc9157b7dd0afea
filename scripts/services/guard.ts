// The guardian's own process. The other end of its standard input is open as long as the watched process lives, however that dies.
import { stopRun } from './abandoned-runs.ts';

process.stdin.on('end', () => void stopRun(process.argv[2] ?? ''));
process.stdin.resume();
