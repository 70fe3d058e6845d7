import { fromPointer } from '../../../../definitions/pointer.ts';
import { said } from '../../../../errors/said.ts';
import type { Json } from '../../../../lib/json.ts';
import type { Template } from '../../../workflowTypes.ts';
import type { VariableDocument } from '../document.ts';
import { inputFaults } from '../inputFaults.ts';
import { celTypeOf } from '../scopes/celTypeOf.ts';
import { hasExpressions } from './hasExpressions.ts';
import type { Reader } from './Reader.ts';
import { readAny } from './readAny.ts';
import { readTyped } from './readTyped.ts';

/** A value of a variable: its first one, or one that a step gives it. */
export function readVariable(name: string, schema: VariableDocument, value: Json, reader: Reader): Template {
  const { type, format } = schema;
  const held = format === undefined ? { type } : { type, format };
  const faults = value === null ? [] : inputFaults(held, value, hasExpressions);
  for (const { pointer, ...words } of faults) reader.report(fromPointer(pointer), words);
  if (typeof value !== 'string') return readAny(value, reader);
  const wanted = { name: said`The variable "${name}"`, type: celTypeOf({ ...schema }, reader.setting.world, name) };
  return readTyped(value, wanted, reader);
}
