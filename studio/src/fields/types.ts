import type { ComponentType } from 'react';
import type { Json } from '../../../core/lib/json.ts';
import type { BrowserField } from '../../../core/model/browserModel.ts';

/** One value shown: in a list, a chip, or a read-only field of a form. */
export interface CellProps {
  readonly field: BrowserField;
  /** Never null: an empty value has no cell. Relations come as `{id, <display>}` where selected, else as the id. */
  readonly value: Json;
}

/** One value edited. What shows it (label, help, faults) stands around it. */
export interface WidgetProps {
  /** DOM id of the control that takes the focus; the label points at it. */
  readonly id: string;
  readonly field: BrowserField;
  /** null: empty. */
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly required: boolean;
  readonly invalid: boolean;
  /** Names the control where no visible label does. */
  readonly label?: string | undefined;
  /** Id of the element with help and faults. */
  readonly describedBy?: string | undefined;
  /** What is wrong below this value (line items, parts of an address): pointer relative to the value, message. */
  readonly faults: readonly { readonly path: readonly string[]; readonly message: string }[];
  /** Inside the cell of a table: no frame of its own, nothing that grows. */
  readonly compact?: boolean;
  /** Shown, but not to be changed now: the record is being saved, or may not be edited. */
  readonly disabled?: boolean;
  /** Opens its list or calendar as soon as it is there: it took the place of a value that was clicked. */
  readonly autoOpen?: boolean;
}

export type CellComponent = ComponentType<CellProps>;
export type WidgetComponent = ComponentType<WidgetProps>;
