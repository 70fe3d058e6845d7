import type { Ctx } from '../../context/types.ts';
import type { Json } from '../../lib/json.ts';
import { changes, type HostCall } from '../../sandbox/protocol.ts';

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
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;

  async function inTurn(call: HostCall, signal: AbortSignal): Promise<Json> {
    if (ended || signal.aborted) throw new Error('the call has ended');
    const answer = (inner: Ctx) => answerCall(inner, call, signal);
    return ctx.tx && call.do !== 'log' ? ctx.attempt(answer) : answer(ctx);
  }

  return {
    answer(call, signal) {
      const before = last;
      const isAlone = !ctx.tx || (!changes(call) && call.do === 'log');
      const answered = isAlone ? inTurn(call, signal) : before.then(() => inTurn(call, signal));
      const done = answered.catch(() => undefined);
      if (!isAlone) last = done;
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
