import type { Ctx } from 'kiln:sdk';
import chinese from '../../definitions/locales/zh-CN.json' with { type: 'json' };
import { settingsOf } from '../settings.ts';

const texts: Readonly<Record<string, string>> = chinese.plugins['retail-membership'].texts;

/**
 * A text that is kept in a record, in the language of the programme: what jobs write has no reader yet whose language would
 * count, unlike `ctx.t`.
 */
export function say(ctx: Ctx, text: string, values: Readonly<Record<string, string | number>> = {}): string {
  const said = settingsOf(ctx).language === 'zh-CN' ? (texts[text] ?? text) : text;
  return said.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
