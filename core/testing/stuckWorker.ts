import { pino } from 'pino';
import { createDb } from '../db/createDb.ts';
import { createQueue } from '../queue/createQueue.ts';

/** Takes a job and never ends it, until it is killed: `node stuckWorker.ts <database>`. */
const [url = ''] = process.argv.slice(2);
const queue = await createQueue({ db: createDb({ url }), url, log: pino({ level: 'silent' }) });
queue.handle('note', () => {
  process.stdout.write('begun\n');
  return new Promise(() => undefined);
});
await queue.start();
