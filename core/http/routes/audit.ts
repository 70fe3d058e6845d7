import { Readable } from 'node:stream';
import { auditLater } from '../../audit/audit.ts';
import { exportAudit } from '../../audit/exportAudit.ts';
import { listAudit } from '../../audit/listAudit.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { ok, onlyParameters, type Routes } from '../answer.ts';

const FILTER = ['actor', 'entity', 'record', 'action', 'via', 'from', 'to', 'search'];
const LIST = new Set([...FILTER, 'limit', 'after']);
const EXPORT = new Set([...FILTER, 'format']);
const TYPES: Readonly<Record<string, string>> = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' };

/** What was done, by whom. For those with the system right `audit`. */
export const auditRoutes: Routes = {
  '/api/audit': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'audit');
      onlyParameters(query, LIST);
      return ok(JSON.stringify(await listAudit(ctx, query)));
    },
  },
  '/api/audit/export': {
    async GET({ ctx, query }) {
      requireRight(ctx, 'audit');
      onlyParameters(query, EXPORT);
      const { format = 'ndjson', ...filter } = query;
      const type = TYPES[format];
      if (type === undefined || (format !== 'ndjson' && format !== 'csv')) {
        throw new KilnError('KILN_BAD_QUERY', { detail: 'format: Must be ndjson or csv.' });
      }
      const lines = exportAudit(ctx, filter, format);
      // Its first line, so that a filter that is wrong is answered as such.
      const first = await lines.next();
      auditLater(ctx, { action: 'exported', details: { what: 'audit', format, ...filter } });
      return {
        status: 200,
        headers: ['Content-Type', type, 'Content-Disposition', `attachment; filename="audit.${format}"`],
        body: Readable.from(withFirst(first, lines)),
      };
    },
  },
};

async function* withFirst(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
