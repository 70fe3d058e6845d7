import { useEffect, useMemo, useState } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { StoredDefinition } from '../../api/definitions.ts';
import type { DocumentDraft } from '../../store/createDocumentDraft.ts';
import { readRole } from '../../store/role/readRole.ts';
import { type RoleChange, roleChanges } from '../../store/role/roleChanges.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import { useDocumentDraft } from '../useDocumentDraft.ts';
import { type RoleTexts, roleTextChanges, roleTexts } from './roleTexts.ts';

/** All of a role that is undone and done again together. */
interface RoleState {
  readonly role: RoleDraft;
  readonly texts: RoleTexts;
}

export interface RoleEdits {
  /** As it was when editing began, or since somebody else's change was taken over. */
  readonly base: StoredDefinition;
  readonly saved: RoleState;
  readonly current: RoleState;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly changes: readonly RoleChange[];
  /** Somebody else has saved it meanwhile. */
  readonly isConflict: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** `step` names what is being typed. */
  readonly change: (role: RoleDraft, step?: string) => void;
  readonly changeTexts: (texts: RoleTexts, step: string) => void;
  /** Begins anew from what is saved; `role` is what stands over it. */
  readonly restart: (stored: StoredDefinition, role?: RoleDraft) => void;
  /** What was edited is saved. */
  readonly accept: (stored: StoredDefinition) => void;
  readonly isDirty: () => boolean;
}

/** A role while it is edited, with its texts in the other language. Follows what others save. */
export function useRoleDraft(stored: StoredDefinition, locale: JsonObject | undefined): RoleEdits {
  const { name } = stored;
  const [base, setBase] = useState(stored);
  const texts = useMemo(() => roleTexts(locale, name), [locale, name]);
  const [draft, { saved, current, canUndo, canRedo }] = useDocumentDraft<RoleState>(() => ({
    role: readRole(stored.document),
    texts,
  }));
  const changes = useMemo(() => changesOf(saved, current), [saved, current]);
  const isConflict = !jsonEqual(stored.document, base.document);
  const isDirty = changes.length > 0;

  // Somebody else's change: taken over at once while nothing is lost by it.
  useEffect(() => {
    if (isDirty ? stored === base || isConflict : stored === base && jsonEqual({ ...saved.texts }, { ...texts }))
      return;
    setBase(stored);
    if (!isDirty) draft.restart({ role: readRole(stored.document), texts });
  }, [stored, base, isConflict, isDirty, draft, saved.texts, texts]);

  return {
    ...{ base, saved, current, canUndo, canRedo, changes, isConflict },
    ...useMemo(() => actions(draft, texts, setBase), [draft, texts]),
  };
}

function actions(draft: DocumentDraft<RoleState>, texts: RoleTexts, setBase: (stored: StoredDefinition) => void) {
  const now = () => draft.state().current;
  return {
    undo: draft.undo,
    redo: draft.redo,
    change: (role: RoleDraft, step?: string) => draft.change({ ...now(), role }, step),
    changeTexts: (next: RoleTexts, step: string) => draft.change({ ...now(), texts: next }, step),
    restart(stored: StoredDefinition, role?: RoleDraft) {
      const first = { role: readRole(stored.document), texts };
      setBase(stored);
      draft.restart(first, role ? { role, texts: now().texts } : first);
    },
    accept(stored: StoredDefinition) {
      setBase(stored);
      draft.restart({ role: readRole(stored.document), texts: now().texts });
    },
    isDirty: () => changesOf(draft.state().saved, draft.state().current).length > 0,
  };
}

function changesOf(before: RoleState, after: RoleState): RoleChange[] {
  return [...roleTextChanges(before.texts, after.texts), ...roleChanges(before.role, after.role)];
}
