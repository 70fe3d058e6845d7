import { createContext, useContext } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { SectionPlace } from './document/formEdits.ts';
import type { FormEditing } from './useFormDraft.ts';

/** What of a form is looked at. */
export type Selected =
  | { readonly kind: 'form' }
  | { readonly kind: 'tab'; readonly tab: number }
  | ({ readonly kind: 'section' } & SectionPlace)
  | { readonly kind: 'field'; readonly field: string };

export interface FormDesign extends FormEditing {
  readonly entity: BrowserEntity;
  /** The tab in sight. */
  readonly tab: number;
  readonly showTab: (tab: number) => void;
  readonly selected: Selected;
  readonly select: (selected: Selected) => void;
}

const Context = createContext<FormDesign | undefined>(undefined);

export const FormDesignProvider = Context.Provider;

export function useFormDesign(): FormDesign {
  const design = useContext(Context);
  if (!design) throw new Error('No FormDesignProvider above');
  return design;
}
