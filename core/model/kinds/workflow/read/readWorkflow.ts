import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { definitionId } from '../../../../definitions/kind.ts';
import type { Definition } from '../../../../definitions/types.ts';
import { said } from '../../../../errors/said.ts';
import { parse } from '../../../../expressions/parse.ts';
import { canonicalJson } from '../../../../lib/json.ts';
import { checkInput, compileInput, inputName } from '../../../inputEntity.ts';
import type { Report } from '../../../report.ts';
import type { Workflow } from '../../../types.ts';
import type { Variable } from '../../../workflowTypes.ts';
import { workflowDocument } from '../document.ts';
import { celTypeOf } from '../scopes/celTypeOf.ts';
import { runScopes } from '../scopes/runScopes.ts';
import { stepsOf } from '../stepsOf.ts';
import { inside, type Reader } from './Reader.ts';
import { durationAt, readSteps } from './readSteps.ts';
import { readTrigger } from './readTrigger.ts';
import { readVariable } from './readVariable.ts';
import type { FixedValue, Setting } from './Setting.ts';

const mostSteps = 500;

/** Where nobody acts but Kiln itself. */
const unattended: ReadonlySet<string> = new Set(['date', 'cron', 'webhook']);

/**
 * A workflow of a document that the metaschema accepts. Whatever else is wrong is reported, and left out of what is made;
 * fixed values of fields are added to `fixed`, for checkFixed.
 */
export function readWorkflow(definition: Definition, setting: Setting, report: Report, fixed: FixedValue[]): Workflow {
  const document = workflowDocument(definition);
  const { $id: name, title, description, icon, input, concurrency, rate, retention = {} } = document;
  const scopes = runScopes(definition.document, setting.world);
  const reader: Reader = { setting, document, scope: scopes.start, report, fixed };
  const trigger = readTrigger(document.trigger, { ...inside(reader, ['trigger']), scope: scopes.trigger });
  const variables = readVariables(inside(reader, ['variables']));
  const walk = { ...inside(reader, ['steps']), scopes, path: ['steps'], ids: new Set<string>(), loops: [], depth: 1 };
  const steps = readSteps(document.steps, walk);
  if (stepsOf(steps).length > mostSteps) report(['steps'], said`There are more than ${mostSteps} steps.`);
  if (input) {
    checkInput(input, setting.set, setting.outlines, (path, words) => report(['input', ...path], words));
    if (trigger.on !== 'manual' && trigger.on !== 'workflow') {
      report(['input'], said`Nobody is asked: only a workflow that is started by hand or by another has an input.`);
    }
  }
  const { runAs = 'publisher' } = document;
  if (runAs === 'actor' && unattended.has(trigger.on)) {
    report(['runAs'], said`Nobody acts when it starts, so it cannot run with their rights.`);
  }
  const per = rate && durationAt(['rate', 'per'], rate.per, reader);
  return {
    id: definitionId(definition),
    name,
    title,
    ...(description === undefined ? {} : { description }),
    ...(icon === undefined ? {} : { icon }),
    enabled: document.enabled ?? true,
    version: workflowVersion(definition),
    runAs,
    trigger,
    ...(input ? { input: compileInput(inputName('workflow', name), title, input, setting.set) } : {}),
    variables,
    steps,
    concurrency: { ...concurrency, perRecord: concurrency?.perRecord ?? false },
    ...(rate && per ? { rate: { runs: rate.runs, per } } : {}),
    retention,
    document: definition.document,
  };
}

/** 32 hexadecimal digits that depend on the content of the document alone. */
function workflowVersion({ document }: Pick<Definition, 'document'>): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(document)))).slice(0, 32);
}

function readVariables(reader: Reader): Variable[] {
  return Object.entries(reader.document.variables ?? {}).map(([name, schema]): Variable => {
    const type = celTypeOf({ ...schema }, reader.setting.world, `the variable ${name}`);
    const own = inside(reader, [name, 'default']);
    const { default: value = null } = schema;
    if (!parse(`vars.${name}`).ok)
      reader.report([name], said`"${name}" is a word of the language; choose another name.`);
    return { name, type, initial: readVariable(name, schema, value, own) };
  });
}
