import type { Ctx } from '../../context/types.ts';
import { createLimiter } from '../../lib/createLimiter.ts';
import type { Json } from '../../lib/json.ts';
import type { HostCall } from '../../sandbox/protocol.ts';

export interface Host {
  readonly answer: (call: HostCall, signal: AbortSignal) => Promise<Json>;
  /** Resolves when nothing is under way any more; what comes later is refused. */
  settled(): Promise<void>;
}

/** Answers one host call in the context that it gets. */
export type AnswerCall = (ctx: Ctx, call: HostCall, signal: AbortSignal) => Promise<Json>;

/**
 * Answers the host calls of one call. In a transaction one after the other, each undone by itself where it fails: the
 * plugin may catch the error and go on.
 */
export function createHost(ctx: Ctx, answerCall: AnswerCall): Host {
  const underWay = new Set<Promise<unknown>>();
  const inOrder = createLimiter(1);
  let ended = false;

  return {
    answer(call, signal) {
      // A line of the log stays, whatever becomes of the transaction.
      const isInTx = ctx.tx !== undefined && call.do !== 'log';
      const begin = async (): Promise<Json> => {
        if (ended || signal.aborted) throw new Error('the call has ended');
        const answer = (inner: Ctx) => answerCall(inner, call, signal);
        return isInTx ? ctx.attempt(answer) : answer(ctx);
      };
      const answered = isInTx ? inOrder(begin) : begin();
      const done = answered.catch(() => undefined);
      underWay.add(done);
      done.finally(() => underWay.delete(done));
      return answered;
    },
    async settled() {
      ended = true;
      await Promise.all(underWay);
    },
  };
}
