import type { Fault } from '../../../core/errors/KilnError.ts';
import { jsonEqual } from '../../../core/lib/jsonEqual.ts';
import type { RecordValues } from '../api/records.ts';
import { parsePointer } from '../lib/jsonPointer.ts';

export interface DraftState {
  /** As the server last gave them. */
  readonly saved: RecordValues;
  /** As they stand in the form. */
  readonly values: RecordValues;
  /** What the validators or the server found wrong; a fault goes when its field changes. */
  readonly faults: readonly Fault[];
  /** What controls could not turn into a value, by control id. */
  readonly problems: ReadonlyMap<string, string>;
  readonly isDirty: boolean;
}

/** A record while it is edited. Tells listeners after every change. */
export interface Draft {
  state(): DraftState;
  get(): RecordValues;
  /** As the server has it; undefined while it is new. */
  saved(): RecordValues | undefined;
  subscribe(listener: () => void): () => void;
  change(values: RecordValues): void;
  /** These values are what the server now has. */
  accept(saved: RecordValues): void;
  /** Both what the server has and what stands in the form, as another model says it. Faults stay with fields that do. */
  rebase(change: (values: RecordValues) => RecordValues): void;
  setFaults(faults: readonly Fault[]): void;
  setProblem(controlId: string, message: string | undefined): void;
}

export function createDraft(saved: RecordValues, values: RecordValues = saved): Draft {
  const listeners = new Set<() => void>();
  let state = stateOf(saved, values, [], new Map());

  function set(next: DraftState) {
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    get: () => state.values,
    saved: () => (state.saved.id === undefined ? undefined : state.saved),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(next) {
      if (next === state.values) return;
      const faults = state.faults.filter(({ pointer }) => {
        const name = parsePointer(pointer)[0];
        return name !== undefined && jsonEqual(next[name], state.values[name]);
      });
      const kept = faults.length === state.faults.length ? state.faults : faults;
      set(stateOf(state.saved, next, kept, state.problems));
    },
    rebase(change) {
      const values = change(state.values);
      const faults = state.faults.filter(({ pointer }) => (parsePointer(pointer)[0] ?? '') in values);
      set(stateOf(change(state.saved), values, faults, new Map()));
    },
    accept: (next) => set(stateOf(next, next, [], state.problems)),
    setFaults: (faults) => set({ ...state, faults }),
    setProblem(controlId, message) {
      if (state.problems.get(controlId) === message) return;
      const problems = new Map(state.problems);
      if (message === undefined) problems.delete(controlId);
      else problems.set(controlId, message);
      set({ ...state, problems });
    },
  };
}

function stateOf(
  saved: RecordValues,
  values: RecordValues,
  faults: readonly Fault[],
  problems: ReadonlyMap<string, string>,
): DraftState {
  return { saved, values, faults, problems, isDirty: !jsonEqual(saved, values) };
}
