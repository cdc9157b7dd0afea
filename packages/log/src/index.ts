export { errorFacts, type Log, type LogLevel, logLevels, openLog } from './log.ts';
export { databaseProblem, errorCode, listenProblem } from './start-problem.ts';
