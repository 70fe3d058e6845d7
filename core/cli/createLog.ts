import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../config/readConfig.ts';

/**
 * The log goes to stderr: JSON lines, or lines for people where one looks on. Written at once, so that none is lost.
 */
export function createLog(level: Config['logLevel']): Logger {
  const stderr = 2;
  const stream = process.stderr.isTTY
    ? pretty({ destination: stderr, sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' })
    : pino.destination({ fd: stderr, sync: true });
  return pino({ level, base: null }, stream);
}
