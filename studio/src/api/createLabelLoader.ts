import type { Json } from '../../../core/lib/json.ts';
import { celText } from '../lib/celText.ts';
import { listRecords } from './records.ts';

/** The display value of a record; null when it is gone or may not be read. */
export type LoadLabel = (entity: string, display: string, id: string) => Promise<Json>;

interface Batch {
  readonly entity: string;
  readonly display: string;
  readonly ids: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, Json>>;
}

const waitMs = 8;
/** Ids in one request; more make another. */
const batchSize = 100;

/** Reads the labels of many records, asked for one by one, with one request per entity. */
export function createLabelLoader(): LoadLabel {
  const open = new Map<string, Batch>();

  function openBatch(entity: string, display: string): Batch {
    const ids = new Set<string>();
    const key = `${entity} ${display}`;
    const answer = new Promise((resolve) => setTimeout(resolve, waitMs)).then(() => {
      open.delete(key);
      return readLabels(entity, display, [...ids]);
    });
    const batch = { entity, display, ids, answer };
    open.set(key, batch);
    return batch;
  }

  return async (entity, display, id) => {
    const current = open.get(`${entity} ${display}`);
    const batch = current && current.ids.size < batchSize ? current : openBatch(entity, display);
    batch.ids.add(id);
    return (await batch.answer).get(id) ?? null;
  };
}

async function readLabels(entity: string, display: string, ids: string[]): Promise<ReadonlyMap<string, Json>> {
  const where = `id in [${ids.map(celText).join(', ')}]`;
  const { data } = await listRecords(entity, { select: `id,${display}`, where, limit: ids.length });
  return new Map(data.map((record) => [String(record.id), record[display] ?? null]));
}
