import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';

/** One of several ways to set a step, with the members that it takes; those of the others mean nothing beside them. */
export interface InputMode {
  readonly name: ModeName;
  readonly members: readonly string[];
}

type ModeName = 'for' | 'until' | 'record' | 'event' | 'json' | 'form' | 'text' | 'step' | 'function';

/** Kinds of steps that are set in one of several ways. */
const modalKinds = ['wait', 'http', 'plugin'] as const;
type ModalKind = (typeof modalKinds)[number];

const modes: Readonly<Record<ModalKind, readonly InputMode[]>> = {
  wait: [
    { name: 'for', members: ['for'] },
    { name: 'until', members: ['until'] },
    { name: 'record', members: ['entity', 'id', 'where', 'timeout'] },
    { name: 'event', members: ['event', 'correlation', 'timeout'] },
  ],
  http: [
    { name: 'json', members: ['json'] },
    { name: 'form', members: ['form'] },
    { name: 'text', members: ['text'] },
  ],
  plugin: [
    { name: 'step', members: ['step'] },
    { name: 'function', members: ['function'] },
  ],
};

export function modesOf(kind: string): readonly InputMode[] {
  const modal = modalKind(kind);
  return modal ? modes[modal] : [];
}

export function modalKind(kind: string): ModalKind | undefined {
  return modalKinds.find((each) => each === kind);
}

/** The mode that the values are of; the first where they say none. */
export function modeOf(kind: string, values: JsonObject): InputMode | undefined {
  const all = modesOf(kind);
  // What only one of them takes tells it.
  const own = ({ members }: InputMode) =>
    members.filter((name) => all.filter((each) => each.members.includes(name)).length === 1);
  return all.find((mode) => own(mode).some((name) => values[name] !== undefined)) ?? all[0];
}

/** The values without those of other modes. */
export function inMode(kind: string, values: JsonObject, mode: InputMode): JsonObject {
  const others = new Set(modesOf(kind).flatMap(({ members }) => members));
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !others.has(name) || mode.members.includes(name)),
  );
}

/** Members that mean something only beside certain values of others. */
const conditional: Readonly<Record<string, (values: JsonObject) => boolean>> = {
  'approval.quorum': ({ mode }) => mode === 'quorum',
  'approval.onDeadline': ({ deadline }) => isSet(deadline),
  'approval.escalateTo': ({ deadline, onDeadline }) => isSet(deadline) && onDeadline === 'escalate',
  'approval.afterEscalation': ({ deadline, onDeadline }) => isSet(deadline) && onDeadline === 'escalate',
  'assign.open': ({ method }) => method === 'leastLoaded',
  'assign.rules': ({ method }) => method === 'territory',
  'http.json': ({ method }) => hasBody(method),
  'http.form': ({ method }) => hasBody(method),
  'http.text': ({ method }) => hasBody(method),
};

/** Whether a member of a step is asked for, in the mode that was chosen. What is set is always shown. */
export function isAskedFor(kind: string, name: string, values: JsonObject, mode = modeOf(kind, values)): boolean {
  if (values[name] !== undefined) return true;
  const condition = conditional[`${kind}.${name}`];
  if (condition && !condition(values)) return false;
  const isOfMode = modesOf(kind).some(({ members }) => members.includes(name));
  return !isOfMode || mode?.members.includes(name) === true;
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== '' && !(isObject(value) && Object.keys(value).length === 0);
}

function hasBody(method: Json | undefined): boolean {
  return method !== undefined && method !== 'GET';
}
