import { useLayoutEffect, useRef, useState } from 'react';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import { useModel } from '../app/ModelContext.tsx';
import type { Draft } from '../store/createDraft.ts';
import { followEntity, type SetAside } from '../store/followEntity.ts';
import { fieldOfControl } from './controlId.ts';

interface Followed {
  /** The entity that the draft's values belong to; for a moment not yet the given one. */
  readonly entity: BrowserEntity;
  readonly model: BrowserModel;
  /** What was typed into fields that are gone or have another type. */
  readonly aside: readonly SetAside[];
  readonly dismiss: () => void;
}

interface Cursor {
  readonly control: string;
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * Keeps what is typed when the entity changes while a form is open: values go with their fields to other names, the cursor
 * too, and what has no field any more is set aside.
 */
export function useFollowedEntity(given: BrowserEntity, draft: Draft): Followed {
  const model = useModel();
  const [version, setVersion] = useState({ model, entity: given });
  const [aside, setAside] = useState<readonly SetAside[]>([]);
  const cursor = useRef<Cursor>(undefined);

  useLayoutEffect(() => {
    if (version.entity === given) {
      if (version.model !== model) setVersion({ model, entity: given });
      return;
    }
    const followed = followEntity(version, { model, entity: given });
    cursor.current = leaveControl(followed.nameOf);
    const { saved, values } = draft.state();
    const lost = followed.setAside(saved, values);
    if (lost.length > 0) setAside((before) => [...before, ...lost]);
    draft.rebase(followed.rename);
    setVersion({ model, entity: given });
  }, [version, model, given, draft]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the controls of another version are there by now
  useLayoutEffect(() => {
    const at = cursor.current;
    cursor.current = undefined;
    if (at) return returnTo(at);
  }, [version]);

  const { entity } = version;
  return { entity, model: entity === given ? model : version.model, aside, dismiss: () => setAside([]) };
}

/** Lets a control whose field changes its name or goes hand on what is typed in it. The cursor's new place, if it has one. */
function leaveControl(nameOf: (field: string) => string | undefined): Cursor | undefined {
  const control = document.activeElement;
  if (!(control instanceof HTMLElement) || control.id === '' || !control.closest('form')) return undefined;
  const field = fieldOfControl(control.id);
  const name = nameOf(field);
  if (field === '' || name === field) return undefined;
  const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
  const [start, end] = isText ? [control.selectionStart, control.selectionEnd] : [null, null];
  control.blur();
  return name === undefined ? undefined : { control: control.id.replace(`_${field}`, `_${name}`), start, end };
}

/** The library shows another schema a few renders later. */
const mostFrames = 60;

/** Puts the cursor where it was as soon as the control is there, unless it is elsewhere by then. Returns the undo. */
function returnTo({ control: id, start, end }: Cursor): () => void {
  let frame = 0;
  let frames = 0;
  function look(): void {
    const control = document.getElementById(id);
    if (!control) {
      frames += 1;
      if (frames < mostFrames) frame = requestAnimationFrame(look);
      return;
    }
    if (document.activeElement !== document.body) return;
    control.focus();
    const isText = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    // Controls of numbers and dates have no selection to set.
    if (isText && start !== null && control.selectionStart !== null) control.setSelectionRange(start, end);
  }
  look();
  return () => cancelAnimationFrame(frame);
}
