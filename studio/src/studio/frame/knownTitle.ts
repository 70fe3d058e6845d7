import type { BrowserModel } from '../../../../core/model/browserModel.ts';

/** What a definition that is there is called in the reader's language; its document has that in English. */
export function knownTitle(model: BrowserModel, kind: string, name: string): string | undefined {
  return listOf(model, kind).find((each) => each.name === name)?.title;
}

function listOf(model: BrowserModel, kind: string): readonly { readonly name: string; readonly title: string }[] {
  switch (kind) {
    case 'entity':
      return model.entities;
    case 'view':
      return model.views;
    case 'action':
      return model.actions;
    case 'page':
      return model.pages;
    case 'workflow':
      return model.workflows;
    case 'role':
      return model.roles;
    default:
      return [];
  }
}
