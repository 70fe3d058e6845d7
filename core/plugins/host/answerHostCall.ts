import type { Json } from '../../lib/json.ts';
import type { HostCall } from '../../sandbox/protocol.ts';
import { callService } from './callService.ts';
import { emitEvent } from './emitEvent.ts';
import { fetchHttp } from './fetchHttp.ts';
import type { HostScope } from './HostScope.ts';
import { deleteKey, getKey, incrementKey, listKeys, setKey } from './kv.ts';
import { aggregateRecords, createRecords, deleteRecord, findRecords, getRecord, updateRecord } from './records.ts';
import { cancelScheduled, scheduleJob } from './schedule.ts';
import { getSecret } from './secrets.ts';
import { writeLine } from './writeLine.ts';

/** Answers a host call, whose shape was checked when it came in. Throws KILN_FORBIDDEN for what was not granted. */
export async function answerHostCall(scope: HostScope, call: HostCall): Promise<Json> {
  switch (call.do) {
    case 'records.get':
      return getRecord(scope, call);
    case 'records.find':
      return findRecords(scope, call);
    case 'records.create':
      return createRecords(scope, call);
    case 'records.update':
      return updateRecord(scope, call);
    case 'records.delete':
      return deleteRecord(scope, call);
    case 'records.aggregate':
      return aggregateRecords(scope, call);
    case 'fetch':
      return fetchHttp(scope, call);
    case 'secrets.get':
      return getSecret(scope, call);
    case 'kv.get':
      return getKey(scope, call);
    case 'kv.set':
      return setKey(scope, call);
    case 'kv.delete':
      return deleteKey(scope, call);
    case 'kv.list':
      return listKeys(scope, call);
    case 'kv.increment':
      return incrementKey(scope, call);
    case 'schedule.at':
      return scheduleJob(scope, call);
    case 'schedule.cancel':
      return cancelScheduled(scope, call);
    case 'log':
      return writeLine(scope, call);
    case 'services.call':
      return callService(scope, call);
    case 'emit':
      return emitEvent(scope, call);
  }
}
