import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { formLayout, layoutFields } from './formLayout.ts';
import { findField } from './model.ts';

/** The columns of a line item: the fields of its form without the one that points at the parent. */
export function lineFields(model: BrowserModel, child: BrowserEntity, parentField: string): BrowserField[] {
  return layoutFields(formLayout(model, child)).flatMap((name) => {
    const field = findField(child, name);
    return field && name !== parentField && !field.children ? [field] : [];
  });
}
