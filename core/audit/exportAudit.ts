import type { Ctx } from '../context/types.ts';
import type { Json } from '../lib/json.ts';
import { type AuditParams, parseFilter, toApi } from './listAudit.ts';
import { entryColumnsSql, toStoredEntry } from './storedEntry.ts';
import type { ApiEntry } from './toApiEntry.ts';

const rowsAtOnce = 1_000;

const columns = [
  'id',
  'at',
  'action',
  'actor',
  'actorKind',
  'actorId',
  'via',
  'requestId',
  'entity',
  'record',
  'changes',
  'details',
];

/**
 * All entries that the filter lets through, the oldest first, in pieces of text: a JSON object a line, or CSV with a
 * header line. What comes after the call has begun is left out. Throws KILN_BAD_QUERY before the first piece.
 */
export async function* exportAudit(
  ctx: Ctx,
  params: Omit<AuditParams, 'limit' | 'after'>,
  format: 'ndjson' | 'csv',
): AsyncGenerator<string> {
  const { conditions, values } = parseFilter(ctx, params);
  const [now] = await ctx.run.query({ text: 'select pg_snapshot_xmax(pg_current_snapshot())', values: [] });
  const [from, to] = [values.length + 1, values.length + 3];
  const where = [
    ...conditions,
    `(e.tx, e.seq) > ($${from}::text::xid8, $${from + 1}::bigint)`,
    `e.tx < $${to}::text::xid8`,
  ].join(' and ');
  const text = `select ${entryColumnsSql} from audit.entry as e where ${where} order by e.tx, e.seq limit ${rowsAtOnce}`;
  if (format === 'csv') yield `${columns.join(',')}\r\n`;
  let last = { tx: '0', seq: '0' };
  for (;;) {
    const rows = await ctx.run.query({ text, values: [...values, last.tx, last.seq, now?.[0]], readOnly: true });
    const entries = rows.map(toStoredEntry);
    const shown = await toApi(ctx, entries, false);
    if (shown.length > 0) yield shown.map(format === 'csv' ? csvLine : jsonLine).join('');
    const end = entries.at(-1);
    if (!end || rows.length < rowsAtOnce) return;
    last = end;
  }
}

function jsonLine(entry: ApiEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

function csvLine(entry: ApiEntry): string {
  const { actor, changes, details, parent: _parent, ...plain } = entry;
  const cells: Record<string, Json | undefined> = {
    ...plain,
    actor: actor.name,
    actorKind: actor.kind,
    actorId: actor.id,
    changes: JSON.stringify(changes),
    details: details === null ? null : JSON.stringify(details),
  };
  return `${columns.map((name) => cell(cells[name])).join(',')}\r\n`;
}

/** A text that begins like a formula would be one in a spreadsheet: an apostrophe keeps it a text. */
function cell(value: Json | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
