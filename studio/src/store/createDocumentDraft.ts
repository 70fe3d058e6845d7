/** A document while it is edited, with every step back and forth. */
export interface DocumentDraft<Document> {
  state(): DocumentDraftState<Document>;
  subscribe(listener: () => void): () => void;
  /** `step` names what is being typed: changes of one step in a row are taken back together. */
  change(next: Document, step?: string): void;
  undo(): void;
  redo(): void;
  /** Begins anew from what is saved by now; `current` is what stands over it, `past` what can be taken back, oldest first. */
  restart(saved: Document, current?: Document, past?: readonly Document[]): void;
  /** Changes every step, back and forth, alike: what is underneath all of them has changed. */
  replaceAll(change: (document: Document) => Document): void;
  /** What can be taken back, oldest first. */
  past(): readonly Document[];
}

export interface DocumentDraftState<Document> {
  /** As it was when editing began. */
  readonly saved: Document;
  readonly current: Document;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

interface Steps<Document> {
  readonly saved: Document;
  readonly past: readonly Document[];
  readonly current: Document;
  readonly future: readonly Document[];
  readonly step: string | undefined;
}

/** More than anybody takes back one by one. */
const mostSteps = 200;

export function createDocumentDraft<Document>(first: Document): DocumentDraft<Document> {
  const listeners = new Set<() => void>();
  let steps = begin(first, first);
  let state = stateOf(steps);

  function set(next: Steps<Document>): void {
    steps = next;
    state = stateOf(next);
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(next, step) {
      const { past, current } = steps;
      if (next === current) return;
      const isSameStep = step !== undefined && step === steps.step;
      const before = isSameStep ? past : [...past, current].slice(-mostSteps);
      set({ ...steps, past: before, current: next, future: [], step });
    },
    undo() {
      const { past, current, future } = steps;
      const before = past.at(-1);
      if (before === undefined) return;
      set({ ...steps, past: past.slice(0, -1), current: before, future: [current, ...future], step: undefined });
    },
    redo() {
      const [next, ...future] = steps.future;
      if (next === undefined) return;
      set({ ...steps, past: [...steps.past, steps.current], current: next, future, step: undefined });
    },
    restart: (saved, current = saved, past = []) => set({ ...begin(saved, current), past: past.slice(-mostSteps) }),
    replaceAll(change) {
      const { saved, past, current, future, step } = steps;
      set({ saved: change(saved), past: past.map(change), current: change(current), future: future.map(change), step });
    },
    past: () => steps.past,
  };
}

function begin<Document>(saved: Document, current: Document): Steps<Document> {
  return { saved, past: [], current, future: [], step: undefined };
}

function stateOf<Document>({ saved, current, past, future }: Steps<Document>): DocumentDraftState<Document> {
  return { saved, current, canUndo: past.length > 0, canRedo: future.length > 0 };
}
