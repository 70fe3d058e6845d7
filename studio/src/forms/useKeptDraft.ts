import { useEffect, useRef, useState } from 'react';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { useModel } from '../app/ModelContext.tsx';
import { asNumber, asText } from '../lib/values.ts';
import type { Draft } from '../store/createDraft.ts';
import { draftKey, type KeptDraft, keptChanges, readKeptDraft, writeKeptDraft } from './keptDraft.ts';

/** How long typing rests before it is written down. */
const restMs = 400;

interface Restored {
  /** undefined: nothing was restored, or it was dealt with. */
  readonly restored: KeptDraft | undefined;
  /** Back to what the server has. */
  readonly discard: () => void;
  readonly dismiss: () => void;
}

/**
 * Keeps what is typed over a reload or a crash of the browser. Saved, discarded, or left by a link, it is kept no longer: then
 * the person has decided.
 */
export function useKeptDraft(entity: BrowserEntity, draft: Draft): Restored {
  const model = useModel();
  const [restored, setRestored] = useState<KeptDraft>();
  const latest = useRef({ model, entity });
  latest.current = { model, entity };
  const key = draftKey(entity.name, asText(draft.state().saved.id));

  useEffect(() => {
    const kept = readKeptDraft(key, new Date());
    if (kept && !draft.state().isDirty) {
      draft.change({ ...draft.get(), ...kept.changes });
      if (draft.state().isDirty) setRestored(kept);
    }

    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      const state = draft.state();
      const changes = keptChanges(latest.current.model, latest.current.entity, state);
      const at = new Date().toISOString();
      writeKeptDraft(key, changes && { changes, version: asNumber(state.saved.version), at });
    };
    const leave = draft.subscribe(() => {
      clearTimeout(timer);
      if (draft.state().isDirty) timer = setTimeout(write, restMs);
      else {
        writeKeptDraft(key, undefined);
        setRestored(undefined);
      }
    });
    const flush = () => {
      if (draft.state().isDirty) write();
    };
    window.addEventListener('pagehide', flush);
    return () => {
      clearTimeout(timer);
      leave();
      window.removeEventListener('pagehide', flush);
      writeKeptDraft(key, undefined);
    };
  }, [draft, key]);

  return {
    restored,
    discard: () => draft.change(draft.state().saved),
    dismiss: () => setRestored(undefined),
  };
}
