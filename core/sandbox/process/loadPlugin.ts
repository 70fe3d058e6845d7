import type ivm from 'isolated-vm';
import type { Provides } from '../../model/pluginTypes.ts';
import { errorShape, providesShape, type ToChild, type WireError } from '../protocol.ts';
import { object, optional } from '../shape.ts';

interface Loaded {
  /** Enters the isolate; resolves when all that this made run has run. */
  enter(text: string): Promise<unknown>;
  readonly provides: Provides;
}

/**
 * Puts the guest and the plugin's code into a new isolate. `hear`: what the guest says aloud, answered with text;
 * `outbox`: memory for what it says otherwise, see outbox.ts.
 */
export async function loadPlugin(
  isolatedVm: typeof ivm,
  isolate: ivm.Isolate,
  guest: string,
  { file, bundle }: Extract<ToChild, { type: 'load' }>,
  hear: (text: unknown) => string,
  outbox: SharedArrayBuffer,
): Promise<Loaded | { readonly error: WireError }> {
  const context = await isolate.createContext();
  const host = new isolatedVm.Callback(hear);
  const enter: ivm.Reference = await context.evalClosure(
    guest,
    [host, new isolatedVm.ExternalCopy(outbox).copyInto()],
    {
      filename: 'kiln:sdk',
      result: { reference: true },
    },
  );
  const head = '(function (exports, require, module) {"use strict";';
  const script = await isolate.compileScript(`${head}${bundle}\n})`, { filename: file, columnOffset: -head.length });
  const code: ivm.Reference = await script.run(context, { reference: true });
  const text: unknown = await enter.apply(undefined, [JSON.stringify({ type: 'load' }), code.derefInto()]);
  const { provides, error } = answerShape(JSON.parse(String(text)), '');
  if (!provides) return { error: error ?? { code: 'Error', message: 'The code cannot be loaded.' } };
  return { provides, enter: (message) => enter.apply(undefined, [message]) };
}

const answerShape = object({ provides: optional(providesShape), error: optional(errorShape) });
