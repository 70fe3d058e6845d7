import { fault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { listNotifications } from '../../notifications/listNotifications.ts';
import { markRead } from '../../notifications/markRead.ts';
import { isUuid } from '../../query/bind.ts';
import { parseLimit } from '../../query/parseList.ts';
import { flag, ok, onlyParameters, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';

interface ReadBody {
  readonly ids?: readonly string[];
  readonly all?: true;
  readonly read?: boolean;
}

const LIST = new Set(['unread', 'limit', 'after']);
const NONE = new Set<string>();
const parseRead = createBodyParser<ReadBody>(
  {
    ids: { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 1_000 },
    all: { const: true },
    read: { type: 'boolean' },
  },
  [],
);

/** What one was told. */
export const notifications: Routes = {
  '/api/notifications': {
    async GET({ ctx, query }) {
      onlyParameters(query, LIST);
      const { after } = query;
      if (after !== undefined && !isUuid(after)) {
        throw new KilnError('KILN_BAD_QUERY', { errors: [fault('after', 'format', { form: 'uuid' })] });
      }
      const limit = parseLimit(query.limit, 200, 30);
      const page = { unread: flag(query, 'unread'), limit, ...(after === undefined ? {} : { after }) };
      return { ...ok(await listNotifications(ctx, page)), headers: ['Cache-Control', 'no-store'] };
    },
  },
  '/api/notifications/read': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      const { ids, all, read = true } = await parseRead(request);
      if ((ids === undefined) === (all === undefined)) {
        throw new KilnError('KILN_INVALID', { errors: [fault('/ids', 'required', { title: 'ids' })] });
      }
      return ok(JSON.stringify({ unread: await markRead(request.ctx, { read, ...(ids ? { ids } : {}) }) }));
    },
  },
};
