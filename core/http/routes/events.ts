import { requireRight } from '../../identity/requireRight.ts';
import type { Json } from '../../lib/json.ts';
import { wakeWaits } from '../../workflows/engine/wakeWaits.ts';
import { eventKey } from '../../workflows/eventKey.ts';
import { ok, onlyParameters, param, type Routes } from '../answer.ts';
import { createBodyParser } from '../createBodyParser.ts';

interface EventBody {
  readonly correlation?: string;
  readonly payload?: Json;
}

const NONE = new Set<string>();
const parseEvent = createBodyParser<EventBody>({ correlation: { type: 'string', maxLength: 200 }, payload: {} }, []);

/** What runs of workflows may wait for, told by whoever may administer workflows. */
export const events: Routes = {
  '/api/events/:name': {
    async POST(request) {
      requireRight(request.ctx, 'workflows');
      onlyParameters(request.query, NONE);
      const { correlation = '', payload = null } = await parseEvent(request);
      const key = eventKey(param(request, 'name'), correlation);
      const woken = await request.ctx.inTx((tx) => wakeWaits(tx.run, key, payload));
      return ok(JSON.stringify({ woken }));
    },
  },
};
