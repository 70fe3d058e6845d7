import type { ReactNode } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { StepMark } from '../../store/workflow/stepMarks.ts';
import type { DocumentPath, PlacedStep, StepSpot } from '../../store/workflow/stepTree.ts';

/** The trigger among the keys of steps: no step has such a key. */
export const triggerKey = '/trigger';

/** What of a workflow is looked at. */
export type FlowPlace = { readonly kind: 'trigger' } | { readonly kind: 'step'; readonly key: string };

export interface FlowProps {
  readonly document: JsonObject;
  /** What became of steps in a run, by their ids. */
  readonly marks?: ReadonlyMap<string, StepMark> | undefined;
  /** What is wrong, by the keys of steps, and triggerKey. */
  readonly problems?: ReadonlyMap<string, readonly string[]> | undefined;
  /** A text of the document in the language of the page; absent: as it stands. */
  readonly say?: ((text: string) => string) | undefined;
  readonly selected: FlowPlace | undefined;
  readonly onSelect: (place: FlowPlace) => void;
  /** Absent: it is looked at only. */
  readonly editing?: FlowEditing | undefined;
}

/** What can be done with the steps. */
export interface FlowEditing {
  /** What is chosen from when a step is added. */
  readonly picker: (spot: StepSpot, close: () => void) => ReactNode;
  readonly move: (path: DocumentPath, spot: StepSpot) => void;
  readonly duplicate: (placed: PlacedStep) => void;
  readonly remove: (placed: PlacedStep) => void;
  /** A step, or a list of them, that was copied somewhere. */
  readonly paste: (spot: StepSpot, steps: readonly JsonObject[]) => void;
  /** To what is set of the step. */
  readonly inspect: () => void;
}
