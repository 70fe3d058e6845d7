import { didYouMean } from '../../../../definitions/didYouMean.ts';
import { said } from '../../../../errors/said.ts';
import { sqlProblems } from '../../../../expressions/toSql.ts';
import { parseDuration } from '../../../../expressions/values/durations.ts';
import { parseCron } from '../../../../lib/parseCron.ts';
import { readExpression } from '../../../templates/readExpression.ts';
import type { Compiled, WorkflowTrigger } from '../../../workflowTypes.ts';
import type { EntityOutline } from '../../entity/outline.ts';
import { kindWord } from '../../kindWord.ts';
import type { TriggerDocument } from '../document.ts';
import { complaint, inside, type Reader } from './Reader.ts';

/** What starts the runs. The reader's scope is that of the trigger's condition. */
export function readTrigger(trigger: TriggerDocument, reader: Reader): WorkflowTrigger {
  const { report, setting } = reader;
  const known = (kind: string, name: string): void => {
    const names = setting.set.names(kind);
    if (!names.includes(name)) report([kind], said`There is no ${kindWord(kind)} "${name}".${didYouMean(name, names)}`);
  };
  switch (trigger.on) {
    case 'record.created':
    case 'record.updated':
    case 'record.deleted':
    case 'record.restored': {
      known('entity', trigger.entity);
      const { on, entity, watch = [] } = trigger;
      if (on !== 'record.updated' && watch.length > 0) report(['watch'], said`Only a change of a record is watched.`);
      const outline = setting.outlines.get(entity);
      for (const [index, field] of watch.entries())
        if (outline) checkWatched(field, outline, inside(reader, ['watch', index]));
      return { on, entity, watch, ...conditionOf(trigger.when, reader) };
    }
    case 'date': {
      known('entity', trigger.entity);
      const { on, entity, field, every, at, timeZone } = trigger;
      checkDate(trigger, reader);
      const time = { ...(at === undefined ? {} : { at }), ...(timeZone === undefined ? {} : { timeZone }) };
      return {
        on,
        entity,
        field,
        ...(every === undefined ? {} : { every }),
        offset: offsetOf(trigger.offset, reader),
        ...time,
        ...conditionOf(trigger.when, reader),
      };
    }
    case 'cron': {
      if (!parseCron(trigger.cron))
        report(['cron'], said`Must be minute, hour, day, month and weekday, such as 30 8 * * mon-fri.`);
      checkZone(trigger.timeZone, reader);
      return trigger;
    }
    case 'webhook': {
      const { on, schema, hmac } = trigger;
      return {
        on,
        ...(schema ? { schema } : {}),
        ...(hmac ? { hmac: { secret: hmac.secret, header: hmac.header ?? 'X-Kiln-Signature' } } : {}),
      };
    }
    case 'manual': {
      const { on, entity } = trigger;
      if (entity !== undefined) known('entity', entity);
      else if (trigger.when !== undefined) report(['when'], said`Only with an "entity" there is a record to look at.`);
      return { on, ...(entity === undefined ? {} : { entity, ...conditionOf(trigger.when, reader) }) };
    }
    case 'form': {
      known('form', trigger.form);
      known('entity', trigger.entity);
      const of = setting.forms.get(trigger.form);
      if (of !== undefined && of !== trigger.entity) report(['entity'], said`The form is one of "${of}".`);
      return trigger;
    }
    case 'workflow':
      if (trigger.entity !== undefined) known('entity', trigger.entity);
      return trigger;
    case 'plugin':
      known('plugin', trigger.plugin);
      return trigger;
  }
}

/** It is evaluated where the record is written. */
function conditionOf(source: string | undefined, reader: Reader): { when?: Compiled } {
  if (source === undefined) return {};
  const complain = complaint(inside(reader, ['when']));
  const when = readExpression(source, { scope: reader.scope, complain }, 'bool');
  for (const problem of when ? sqlProblems(when.expression) : []) complain(problem, problem.start);
  return when ? { when } : {};
}

function checkWatched(name: string, { name: entity, fields, broken }: EntityOutline, { report }: Reader): void {
  const field = fields.get(name);
  if (!field && !broken.has(name))
    report([], said`"${entity}" has no field "${name}".${didYouMean(name, fields.keys())}`);
  if (field?.children || field?.schema['x-rollup'] || field?.schema['x-formula'] !== undefined) {
    report([], said`"${name}" is no value of the record itself, so no change of it is seen.`);
  }
}

function checkDate(
  { entity, field: name, every, at, timeZone }: TriggerDocument & { on: 'date' },
  reader: Reader,
): void {
  const { report, setting } = reader;
  const outline = setting.outlines.get(entity);
  const field = outline?.fields.get(name);
  if (outline && !field && !outline.broken.has(name)) {
    report(['field'], said`"${entity}" has no field "${name}".${didYouMean(name, outline.fields.keys())}`);
  }
  const kind = field?.type.celType(field.schema).kind;
  if (kind !== undefined && kind !== 'date' && kind !== 'timestamp') report(['field'], said`"${name}" is no date.`);
  if (field?.schema['x-rollup'] || field?.schema['x-formula'] !== undefined) {
    report(['field'], said`"${name}" is computed; only dates that are kept can be waited for.`);
  }
  if (at !== undefined && kind === 'timestamp') report(['at'], said`"${name}" has a time of its own.`);
  if (every !== undefined && kind === 'timestamp')
    report(['every'], said`"${name}" has a time; each year comes a date.`);
  checkZone(timeZone, reader);
}

function offsetOf(text: string | undefined, { report }: Reader): number {
  if (text === undefined) return 0;
  const offset = parseDuration(text);
  if (offset === null) report(['offset'], said`Must be a duration such as -P3D or PT1H30M.`);
  else if (Math.abs(offset) > longestOffset) report(['offset'], said`Must be at most 100 years.`);
  return offset ?? 0;
}

/** Dates that are further from those of records are none to Postgres. */
const longestOffset = 100 * 366 * 86_400_000;

function checkZone(timeZone: string | undefined, { report }: Reader): void {
  if (timeZone !== undefined && !isZone(timeZone)) {
    report(
      ['timeZone'],
      said`There is no time zone "${timeZone}". They are called like Europe/Berlin or Asia/Shanghai.`,
    );
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
